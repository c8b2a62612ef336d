/** Times are epoch milliseconds of the simulator's clock, except `webhook_delivery.due_at`, which is wall time. */
export const schema = `
CREATE TABLE IF NOT EXISTS setting (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS portal (portal_id INTEGER PRIMARY KEY, next_id INTEGER NOT NULL, data TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS app (app_id INTEGER PRIMARY KEY, data TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS installation (
  app_id INTEGER NOT NULL, portal_id INTEGER NOT NULL, PRIMARY KEY (portal_id, app_id)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS token (
  token TEXT PRIMARY KEY, kind TEXT NOT NULL, app_id INTEGER NOT NULL, portal_id INTEGER NOT NULL,
  scopes TEXT NOT NULL, expires_at INTEGER, lifetime_ms INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS owner (portal_id INTEGER NOT NULL, id INTEGER NOT NULL, data TEXT NOT NULL, PRIMARY KEY (portal_id, id)) WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS property_definition (
  portal_id INTEGER NOT NULL, type_id TEXT NOT NULL, name TEXT NOT NULL, archived_at INTEGER, data TEXT NOT NULL,
  PRIMARY KEY (portal_id, type_id, name)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS property_group (
  portal_id INTEGER NOT NULL, type_id TEXT NOT NULL, name TEXT NOT NULL, data TEXT NOT NULL,
  PRIMARY KEY (portal_id, type_id, name)) WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS record (
  portal_id INTEGER NOT NULL, type_id TEXT NOT NULL, id INTEGER NOT NULL, properties TEXT NOT NULL,
  created_at INTEGER NOT NULL, updated_at INTEGER NOT NULL, archived_at INTEGER,
  PRIMARY KEY (portal_id, type_id, id)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS unique_value (
  portal_id INTEGER NOT NULL, type_id TEXT NOT NULL, property TEXT NOT NULL, value TEXT NOT NULL, id INTEGER NOT NULL,
  PRIMARY KEY (portal_id, type_id, property, value)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS record_change (
  seq INTEGER PRIMARY KEY, portal_id INTEGER NOT NULL, type_id TEXT NOT NULL, id INTEGER NOT NULL,
  at INTEGER NOT NULL, source TEXT NOT NULL, source_id TEXT NOT NULL, changes TEXT NOT NULL);
CREATE INDEX IF NOT EXISTS record_change_by_record ON record_change (portal_id, type_id, id, seq);
CREATE TABLE IF NOT EXISTS merged_record (
  portal_id INTEGER NOT NULL, type_id TEXT NOT NULL, old_id INTEGER NOT NULL, winner_id INTEGER NOT NULL,
  PRIMARY KEY (portal_id, type_id, old_id)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS due_touch (
  at INTEGER NOT NULL, portal_id INTEGER NOT NULL, type_id TEXT NOT NULL, id INTEGER NOT NULL,
  PRIMARY KEY (at, portal_id, type_id, id)) WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS association (
  portal_id INTEGER NOT NULL, from_type TEXT NOT NULL, from_id INTEGER NOT NULL, to_type TEXT NOT NULL, to_id INTEGER NOT NULL,
  category TEXT NOT NULL, label_id INTEGER NOT NULL,
  PRIMARY KEY (portal_id, from_type, from_id, to_type, to_id, category, label_id)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS association_label (
  portal_id INTEGER NOT NULL, from_type TEXT NOT NULL, to_type TEXT NOT NULL, label_id INTEGER NOT NULL,
  inverse_id INTEGER NOT NULL, label TEXT NOT NULL, name TEXT NOT NULL,
  PRIMARY KEY (portal_id, from_type, to_type, label_id)) WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS webhook_settings (app_id INTEGER PRIMARY KEY, data TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS webhook_subscription (id INTEGER PRIMARY KEY, app_id INTEGER NOT NULL, data TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS webhook_event (seq INTEGER PRIMARY KEY, app_id INTEGER NOT NULL, data TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS webhook_delivery (
  id INTEGER PRIMARY KEY, app_id INTEGER NOT NULL, events TEXT NOT NULL, attempt INTEGER NOT NULL, due_at INTEGER NOT NULL);

CREATE TABLE IF NOT EXISTS call_count (
  portal_id INTEGER NOT NULL, endpoint TEXT NOT NULL, status INTEGER NOT NULL, minute INTEGER NOT NULL, calls INTEGER NOT NULL,
  PRIMARY KEY (portal_id, endpoint, status, minute)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS daily_usage (
  portal_id INTEGER NOT NULL, app_id INTEGER NOT NULL, day TEXT NOT NULL, calls INTEGER NOT NULL,
  PRIMARY KEY (portal_id, app_id, day)) WITHOUT ROWID;
`;
