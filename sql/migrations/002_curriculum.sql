-- 002 curriculum: the topics that questions, patterns and recommendations speak of.
-- A topic code such as TR.MAT.ALG.001 is accepted everywhere even when it has no row here.

CREATE TABLE IF NOT EXISTS topics (
    global_topic_uid VARCHAR(100) PRIMARY KEY CHECK (global_topic_uid <> ''),
    parent_topic_uid VARCHAR(100),
    display_names JSONB NOT NULL CHECK (jsonb_typeof(display_names) = 'object'),
    sort_order INT NOT NULL DEFAULT 0,
    created_at TIMESTAMPTZ NOT NULL DEFAULT now(),
    updated_at TIMESTAMPTZ NOT NULL DEFAULT now()
);

CREATE INDEX IF NOT EXISTS idx_topics_parent ON topics (parent_topic_uid);

COMMENT ON TABLE topics IS 'Curriculum tree: subject (TR.MAT), strand (TR.MAT.ALG), topic (TR.MAT.ALG.001).';
COMMENT ON COLUMN topics.display_names IS 'Language code -> name, for example {"tr": "Denklemler", "en": "Equations"}.';
