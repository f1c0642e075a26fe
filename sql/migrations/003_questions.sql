-- 003 questions: packs, questions and their immutable versions.
-- A question is an identity that lives on through edits; a version is what a student really saw.
-- For a parametric template the question is the template and each drawn instance is a version.

CREATE TABLE IF NOT EXISTS question_packs (
    id UUID PRIMARY KEY,
    pack_uid TEXT NOT NULL UNIQUE CHECK (char_length(pack_uid) BETWEEN 1 AND 200),
    pack_version TEXT NOT NULL DEFAULT '1',
    display_names JSONB NOT NULL CHECK (jsonb_typeof(display_names) = 'object'),
    descriptions JSONB NOT NULL DEFAULT '{}' CHECK (jsonb_typeof(descriptions) = 'object'),
    languages TEXT[] NOT NULL DEFAULT '{}',
    licence TEXT,
    credit TEXT,
    source_format TEXT NOT NULL,
    is_built_in BOOLEAN NOT NULL DEFAULT false,
    installed_at TIMESTAMPTZ NOT NULL DEFAULT now(),
    updated_at TIMESTAMPTZ NOT NULL DEFAULT now()
);

CREATE TABLE IF NOT EXISTS questions (
    id UUID PRIMARY KEY,
    pack_id UUID NOT NULL REFERENCES question_packs (id) ON DELETE CASCADE,
    external_key TEXT NOT NULL CHECK (external_key <> ''),
    global_topic_uid VARCHAR(100) NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('single_choice', 'multiple_answers', 'true_false', 'numeric', 'short_text')),
    difficulty SMALLINT NOT NULL CHECK (difficulty BETWEEN 1 AND 3),
    expected_seconds NUMERIC NOT NULL CHECK (expected_seconds > 0 AND expected_seconds <= 7200),
    template_key TEXT,
    current_version_id UUID,
    retired_at TIMESTAMPTZ,
    created_at TIMESTAMPTZ NOT NULL DEFAULT now(),
    updated_at TIMESTAMPTZ NOT NULL DEFAULT now(),
    UNIQUE (pack_id, external_key),
    CHECK (template_key IS NOT NULL OR current_version_id IS NOT NULL)
);

CREATE INDEX IF NOT EXISTS idx_questions_topic
    ON questions (global_topic_uid, difficulty) WHERE retired_at IS NULL;

CREATE TABLE IF NOT EXISTS question_versions (
    id UUID PRIMARY KEY,
    question_id UUID NOT NULL,
    content JSONB NOT NULL CHECK (jsonb_typeof(content) = 'object'),
    template_revision INT,
    template_seed TEXT,
    created_at TIMESTAMPTZ NOT NULL DEFAULT now()
);

CREATE INDEX IF NOT EXISTS idx_question_versions_question ON question_versions (question_id);

-- Versions with a picture, by its hash: which files are still needed is asked whenever a pack goes.
CREATE INDEX IF NOT EXISTS idx_question_versions_picture
    ON question_versions ((content #>> '{figure,picture}')) WHERE content #>> '{figure,picture}' IS NOT NULL;

CREATE TABLE IF NOT EXISTS media_files (
    sha256 TEXT PRIMARY KEY CHECK (sha256 ~ '^[0-9a-f]{64}$'),
    media_type TEXT NOT NULL CHECK (media_type IN ('image/png', 'image/jpeg', 'image/gif', 'image/webp')),
    bytes BYTEA NOT NULL CHECK (octet_length(bytes) BETWEEN 1 AND 1048576),
    added_at TIMESTAMPTZ NOT NULL DEFAULT now(),
    CHECK (sha256 = encode(sha256(bytes), 'hex'))
);

COMMENT ON TABLE media_files IS
    'Pictures of imported questions, each once, named by their content: figure.picture of a version points here. They stay on the computer that imported them, and travel with backups but not with sync.';

COMMENT ON TABLE question_versions IS
    'Immutable: answers point here. The id is derived from question and content, so the same content has the same id on every replica.';
COMMENT ON COLUMN question_versions.question_id IS
    'No foreign key: versions outlive their pack, because the notebook must show what was answered.';
COMMENT ON COLUMN questions.template_key IS 'Set for a parametric template; its versions are drawn when a session is planned.';

CREATE OR REPLACE FUNCTION refuse_question_version_change() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    RAISE EXCEPTION 'a question version never changes'
        USING ERRCODE = 'integrity_constraint_violation',
              DETAIL = format('question version %s', OLD.id),
              HINT = 'Store the edited question as a new version and point questions.current_version_id to it.';
END $$;

COMMENT ON FUNCTION refuse_question_version_change() IS 'Keeps question versions immutable, so that an answer always shows what was asked.';

CREATE OR REPLACE TRIGGER trg_refuse_question_version_change
    BEFORE UPDATE ON question_versions
    FOR EACH ROW WHEN (OLD.* IS DISTINCT FROM NEW.*)
    EXECUTE FUNCTION refuse_question_version_change();
