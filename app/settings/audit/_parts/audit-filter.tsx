import { auditKinds } from "#lib/audit/model.ts";
import { auditWords } from "#words/audit.tsx";
import classes from "./audit-filter.module.css";

/** An ordinary form that leads to the filtered log; a date field in the middle of being typed must not reload the page. */
export function AuditFilter({
  path,
  kind,
  q,
  from,
  to,
}: {
  path: string;
  kind: string | undefined;
  q: string;
  from: string;
  to: string;
}) {
  return (
    <search>
      <form action={path} method="get" className={classes.filter}>
        <label className={classes.person}>
          <span className={classes.label}>{auditWords.person}</span>
          <input type="search" name="q" defaultValue={q} maxLength={200} autoComplete="off" className={classes.field} />
        </label>
        <label>
          <span className={classes.label}>{auditWords.kindLabel}</span>
          <select key={kind} name="kind" defaultValue={kind ?? ""} className={classes.field}>
            <option value="">{auditWords.everyKind}</option>
            {auditKinds.map((one) => (
              <option key={one} value={one}>
                {auditWords.kinds[one]}
              </option>
            ))}
          </select>
        </label>
        <label>
          <span className={classes.label}>{auditWords.from}</span>
          <input type="date" name="from" defaultValue={from} className={classes.field} />
        </label>
        <label>
          <span className={classes.label}>{auditWords.to}</span>
          <input type="date" name="to" defaultValue={to} className={classes.field} />
        </label>
        <button type="submit" className={classes.show}>
          {auditWords.show}
        </button>
      </form>
    </search>
  );
}
