-- People of an organisation that never was, as a first run would have left them: names of many scripts, departments of
-- unequal size, ten people to a supervisor, one in a hundred removed. $1 stands for how many.
SELECT setseed(0.5);
CREATE TEMP TABLE word AS SELECT
  string_to_array('Amelia Oliver Grace Harry Sinéad Quinn Ruby Arthur Łukasz Theo Søren Mei Clara Felix Iris Hugo Jürgen Silas Maeve Zsófia Ágnes Balázs Иван Έλένη 伟 José Wei Li Aoife Priya Rohan Kwame', ' ') AS given,
  string_to_array('Marsh Thorne O''Quinn Pryce-Jones Ashdown Wong Lockwood Zhang Barlow Kingsley Quill Stonebridge Underhill Varley Winterbourne Müller Björk Nowák Jabłoński Østergaard Fernández Nguyễn Iyer Joshi Papadopoulos Okonkwo Smith Johnson Harlequin Dunmore Cobb Ellery Marquina Hegedűs Tóth Santos Silva Petrov', ' ') AS family,
  string_to_array('Sales Finance Engineering Support Marketing Legal Operations Research Quality Logistics Procurement Security Facilities Design Data Payroll Treasury Audit Training Communications', ' ') AS department,
  string_to_array('Analyst Engineer Manager Director Specialist Consultant Administrator Architect Coordinator Technician Assistant Advisor', ' ') AS job,
  string_to_array('Junior Senior Lead Principal Associate Chief', ' ') AS level,
  string_to_array('Germany France Ireland Portugal Spain Japan India Brazil Canada Norway Poland Vietnam Kenya Greece Austria Liechtenstein', ' ') AS country;
CREATE TEMP TABLE person AS SELECT n, md5(n::text)::uuid::text AS id,
  given[1 + (hashint4(n) & 2147483647) % 32] AS given, family[1 + (hashint4(n + 7777777) & 2147483647) % 38] AS family,
  department[1 + floor(20 * power(random(), 2))::int] || CASE WHEN random() < 0.4 THEN ' ' || (1 + floor(random() * 9))::int ELSE '' END AS department,
  level[1 + (hashint4(n * 5) & 2147483647) % 6] || ' ' || job[1 + (hashint4(n * 3) & 2147483647) % 12] AS job,
  country[1 + floor(16 * power(random(), 2))::int] AS country, random() < 0.01 AS gone
  FROM generate_series(1, current_setting('bench.people')::int) n, word;
INSERT INTO microsoft_graph_user (id, "userPrincipalName", "displayName", "givenName", surname, mail, "jobTitle",
  department, "companyName", "officeLocation", city, country, "usageLocation", "preferredLanguage", "businessPhones",
  "employeeId", "userType", "accountEnabled", "createdDateTime", "deletedAt", "deletedReason", "firstSeenAt", "changedAt")
SELECT id, lower(given) || '.' || n || '@contoso.example', given || ' ' || family, given, family,
  lower(given) || '.' || n || '@contoso.example', job, department, 'Contoso', 'Building ' || n % 90, 'City ' || n % 400,
  country, 'DE', 'en-US', ARRAY['+49 30 ' || n], 'E' || lpad(n::text, 8, '0'),
  CASE WHEN random() < 0.02 THEN 'Guest' ELSE 'Member' END, random() > 0.03, now() - random() * interval '3000 days',
  CASE WHEN gone THEN now() - random() * interval '90 days' END, CASE WHEN gone THEN 'left-group' END,
  now() - interval '100 days', now() - random() * interval '100 days'
FROM person ORDER BY id;
INSERT INTO microsoft_graph_user_supervisor ("userId", "supervisorId", "supervisorDisplayName", "supervisorType")
SELECT p.id, s.id, s.given || ' ' || s.family, 'user' FROM person p JOIN person s ON s.n = p.n / 10 ORDER BY p.id;
INSERT INTO microsoft_graph_user_change ("runId", "userId", at, kind) SELECT 1, id, now(), 'created' FROM person ORDER BY id;
INSERT INTO microsoft_graph_group (id, "displayName", mail, description, "mailEnabled", "securityEnabled")
SELECT md5('g' || n)::uuid::text, 'Group ' || n || ' ' || CASE n % 7 WHEN 0 THEN 'Quality' ELSE 'Projects' END,
  'g' || n || '@contoso.example', 'All about ' || n, true, false
FROM generate_series(1, current_setting('bench.people')::int / 10) n;
-- The run that brought them, and a group of a tenth of them with another one nested in it.
INSERT INTO sync_run (id, kind, state, reason, "requestedBy", "startedAt", "finishedAt", counts, requests)
SELECT 1, 'full', 'succeeded', 'first run', 'measurement', now() - interval '1 minute', now(),
  json_build_object('read', count(*), 'created', count(*), 'updated', 0, 'unchanged', 0, 'removed', 0, 'restored', 0,
    'supervisorsSet', count(*), 'supervisorsCleared', 0, 'held', 0), 100 FROM person;
SELECT setval(pg_get_serial_sequence('sync_run', 'id'), 1);
INSERT INTO microsoft_graph_group_member ("groupId", "memberId", "memberType")
SELECT md5('g1')::uuid::text, id, 'user' FROM person WHERE n % 10 = 0
UNION ALL SELECT md5('g2')::uuid::text, id, 'user' FROM person WHERE n % 100 < 2
UNION ALL SELECT md5('g1')::uuid::text, md5('g2')::uuid::text, 'group';
