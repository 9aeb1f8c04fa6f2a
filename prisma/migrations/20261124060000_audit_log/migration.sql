-- CreateTable
CREATE TABLE "audit_event" (
    "id" BIGSERIAL NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "actorId" TEXT,
    "actorName" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "about" TEXT,
    "details" JSONB NOT NULL,

    CONSTRAINT "audit_event_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "audit_event_at_idx" ON "audit_event"("at");

-- CreateIndex
CREATE INDEX "audit_event_kind_id_idx" ON "audit_event"("kind", "id");

-- What was noted stays as it was noted. The one way out is audit_event_forget, and it leaves the last 30 days alone
-- whatever it is asked: the check is here and not there, so that setting the variable by hand opens no other way.
CREATE FUNCTION audit_event_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' AND current_setting('rollcall.audit_forgets', true) = 'on' AND OLD.at < now() - interval '30 days' THEN
    RETURN OLD;
  END IF;
  RAISE EXCEPTION 'the audit log only grows: % is refused', TG_OP USING ERRCODE = 'insufficient_privilege';
END;
$$;

CREATE TRIGGER audit_event_stays_as_noted BEFORE UPDATE OR DELETE ON audit_event
  FOR EACH ROW EXECUTE FUNCTION audit_event_stays();

CREATE TRIGGER audit_event_stays_whole BEFORE TRUNCATE ON audit_event
  FOR EACH STATEMENT EXECUTE FUNCTION audit_event_stays();

-- Forgets what is older than asked (30 days at the least), and notes that it did. Returns how many.
CREATE FUNCTION audit_event_forget(before timestamptz) RETURNS integer LANGUAGE plpgsql AS $$
DECLARE
  forgotten integer;
BEGIN
  PERFORM set_config('rollcall.audit_forgets', 'on', true);
  DELETE FROM audit_event WHERE at < least(before, now() - interval '30 days');
  GET DIAGNOSTICS forgotten = ROW_COUNT;
  PERFORM set_config('rollcall.audit_forgets', 'off', true);
  IF forgotten > 0 THEN
    INSERT INTO audit_event (at, "actorName", kind, details)
    VALUES (now(), 'retention', 'audit-forgotten', jsonb_build_object('before', before, 'events', forgotten));
  END IF;
  RETURN forgotten;
END;
$$;
