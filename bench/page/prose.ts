export const howMeasured = `- One demo tenant for each setting, in a process of its own, over HTTP on the loopback address, without compression. It keeps the
  pages it has made as long as its directory does not change, so that reading is measured and not how long a stand-in takes to
  make a page; a round of which nothing is kept comes first, except with latency.
- Each subject is a process of its own, started by the same wrapper. Wall time is from its start to its end. Peak memory is the
  process's high-water mark (\`VmHWM\` on Linux, \`ru_maxrss\` elsewhere), read by the process at its end.
- The rounds are interleaved: every subject once, then every subject again, beginning with another one each time. Ratios are
  taken within a round.
- The floors ask for what Rollcall asks for: the same properties, the manager inside, the largest pages the tenant gives.
- Rollcall is its built command line, \`rollcall sync --json\`. Its embedded database is fresh for each first load, and started and
  migrated before: neither is in the figures. The floor with COPY writes to such a database too.
- Runs after 100 changes come last, since a directory that changes makes the tenant forget its pages.
- Requests are those the tenant counted, the one for a token included, the items inside a \`$batch\` not.
- Rows written are PostgreSQL's own count of rows inserted, updated and deleted in the tables of the mirror.
- Who must have read everybody and did not is shown as failed, whatever the time.
- Peers are used by their published interfaces, in the versions above. Backstage's reader and PnP's CLI are given a token, since
  their own ways to one know Microsoft's hosts only; PnP's CLI is told the tenant's address in its table of clouds, and its
  telemetry is off.`;

export const remarks = `- The programs do not do the same. The floors and the naive client check nothing and retry nothing. Backstage's reader also reads
  every group with its members, and makes entities of all; PnP's CLI prints one JSON text. None of them stores anything. Rollcall
  reads people, supervisors, groups and memberships, proves that it read everything, compares, writes, and keeps history.
- The demo tenant is our reading of Microsoft's documentation, not Microsoft. It answers faster than Graph ever will, does not
  throttle, and its latency, where there is one, is the same for every request however many come at once.
- PostgreSQL and the tenant share the processor cores with what is measured. With few cores, who does much at once gains least here.
- Peak memory leaves out PostgreSQL's processes. Whoever runs another server has them elsewhere.
- PnP's CLI asks for pages of 100, the number Graph gives unasked, and has no option for more.
- A program that holds everybody in memory was not measured where it is not listed; that is a choice of this benchmark.`;
