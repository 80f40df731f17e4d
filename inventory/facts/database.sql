-- What a move has to know about one database. It only reads: run it against the
-- primary, past any pooler, once per database.
\pset pager off
\pset format unaligned
\pset tuples_only on
\pset footer off
\set QUIET on
\set wal null
BEGIN TRANSACTION READ ONLY;
SET LOCAL statement_timeout = '60s';
SET LOCAL lock_timeout = '2s';
-- pg_stat_wal is there from version 14 on
SELECT current_setting('server_version_num')::int >= 140000 AS has_wal \gset
\if :has_wal
SELECT coalesce((wal_bytes / nullif(extract(epoch FROM now() - stats_reset), 0))::numeric(20, 1)::text, 'null') AS wal FROM pg_stat_wal \gset
\endif
WITH own AS (
  SELECT c.oid, n.nspname || '.' || c.relname AS name, c.relkind, c.relpersistence, c.relreplident
  FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
  WHERE n.nspname NOT IN ('pg_catalog', 'information_schema') AND n.nspname !~ '^pg_(toast|temp)'
    AND NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'e')
)
SELECT json_build_object(
  'fly2k8s_probe', 'database',
  'version', 1,
  'taken_at', to_char(now() AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'),
  'database', current_database(),
  'server_version', current_setting('server_version'),
  'server_version_num', current_setting('server_version_num')::int,
  'in_recovery', pg_is_in_recovery(),
  'wal_level', current_setting('wal_level'),
  'max_replication_slots', current_setting('max_replication_slots')::int,
  'max_wal_senders', current_setting('max_wal_senders')::int,
  'max_connections', current_setting('max_connections')::int,
  'connections', (SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()),
  'wal_bytes_per_second', :wal::numeric,
  'slots', (SELECT coalesce(json_agg(json_build_object('name', slot_name, 'type', slot_type, 'active', active) ORDER BY slot_name), '[]'::json) FROM pg_replication_slots),
  'role', (SELECT json_build_object('name', rolname, 'superuser', rolsuper, 'replication', rolreplication) FROM pg_roles WHERE rolname = current_user),
  'login_roles', (SELECT coalesce(json_agg(rolname ORDER BY rolname), '[]'::json) FROM pg_roles WHERE rolcanlogin),
  'size_bytes', pg_database_size(current_database()),
  'encoding', (SELECT pg_encoding_to_char(encoding) FROM pg_database WHERE datname = current_database()),
  'collate', (SELECT datcollate FROM pg_database WHERE datname = current_database()),
  'ctype', (SELECT datctype FROM pg_database WHERE datname = current_database()),
  'tables', (SELECT count(*) FROM own WHERE relkind = 'r'),
  'keyless', (SELECT coalesce(json_agg(name ORDER BY name), '[]'::json) FROM own
     WHERE relkind = 'r' AND relpersistence = 'p' AND relreplident NOT IN ('f', 'i')
       AND NOT EXISTS (SELECT 1 FROM pg_index i WHERE i.indrelid = own.oid AND i.indisprimary)),
  'unlogged', (SELECT coalesce(json_agg(name ORDER BY name), '[]'::json) FROM own WHERE relkind = 'r' AND relpersistence = 'u'),
  'materialized_views', (SELECT coalesce(json_agg(name ORDER BY name), '[]'::json) FROM own WHERE relkind = 'm'),
  'foreign_tables', (SELECT coalesce(json_agg(name ORDER BY name), '[]'::json) FROM own WHERE relkind = 'f'),
  'sequences', (SELECT coalesce(json_agg(name ORDER BY name), '[]'::json) FROM own WHERE relkind = 'S'),
  'generated_columns', (SELECT coalesce(json_agg(own.name || '.' || a.attname ORDER BY own.name, a.attname), '[]'::json)
     FROM own JOIN pg_attribute a ON a.attrelid = own.oid WHERE a.attgenerated <> '' AND NOT a.attisdropped),
  'large_objects', (SELECT count(*) FROM pg_largeobject_metadata),
  'extensions', (SELECT coalesce(json_agg(json_build_object('name', e.extname, 'version', e.extversion, 'schema', n.nspname) ORDER BY e.extname), '[]'::json)
     FROM pg_extension e JOIN pg_namespace n ON n.oid = e.extnamespace),
  'publications', (SELECT coalesce(json_agg(pubname ORDER BY pubname), '[]'::json) FROM pg_publication)
);
ROLLBACK;
