-- 004 test engine: what a student was asked and what they answered, right or wrong.

CREATE TABLE IF NOT EXISTS test_records (
    id UUID PRIMARY KEY,
    student_id UUID NOT NULL,
    session_kind TEXT NOT NULL CHECK (char_length(session_kind) BETWEEN 1 AND 40),
    plan JSONB NOT NULL DEFAULT '[]' CHECK (jsonb_typeof(plan) = 'array'),
    expected_duration_per_question NUMERIC
        CHECK (expected_duration_per_question > 0 AND expected_duration_per_question <= 7200),
    source_recommendation_id UUID,
    started_at TIMESTAMPTZ NOT NULL,
    finished_at TIMESTAMPTZ,
    right_count INT CHECK (right_count >= 0),
    wrong_count INT CHECK (wrong_count >= 0),
    blank_count INT CHECK (blank_count >= 0),
    created_at TIMESTAMPTZ NOT NULL DEFAULT now()
);

CREATE INDEX IF NOT EXISTS idx_test_records_student ON test_records (student_id, started_at DESC);

COMMENT ON TABLE test_records IS 'One practice session or test of one student. Totals are set once, when it is finished.';
COMMENT ON COLUMN test_records.plan IS 'Ids of the question versions to ask, in order.';
COMMENT ON COLUMN test_records.expected_duration_per_question IS 'Exam norm in seconds a question; NULL when the session has none.';

CREATE TABLE IF NOT EXISTS test_answers (
    id UUID PRIMARY KEY,
    test_record_id UUID NOT NULL REFERENCES test_records (id),
    student_id UUID NOT NULL,
    question_id UUID NOT NULL,
    question_version_id UUID NOT NULL,
    global_topic_uid VARCHAR(100) NOT NULL,
    position INT NOT NULL CHECK (position >= 0),
    response JSONB NOT NULL CHECK (jsonb_typeof(response) = 'object'),
    outcome TEXT NOT NULL CHECK (outcome IN ('right', 'wrong', 'blank')),
    time_spent_seconds NUMERIC CHECK (time_spent_seconds >= 0 AND time_spent_seconds <= 86400),
    hints_used SMALLINT NOT NULL DEFAULT 0 CHECK (hints_used >= 0),
    answered_at TIMESTAMPTZ NOT NULL CHECK (answered_at >= '1970-01-01Z' AND answered_at < '2200-01-01Z'),
    created_at TIMESTAMPTZ NOT NULL DEFAULT now()
);

CREATE INDEX IF NOT EXISTS idx_test_answers_record ON test_answers (test_record_id, position);
CREATE INDEX IF NOT EXISTS idx_test_answers_student_topic ON test_answers (student_id, global_topic_uid, answered_at);

COMMENT ON TABLE test_answers IS 'Every answer, right, wrong or blank. A fact: inserted once, never changed.';

-- Reviews ------------------------------------------------------------------------------------------------------------

-- Points to nothing by a key: a review may reach a replica before the answer or the mistake that it speaks of.
CREATE TABLE IF NOT EXISTS review_log (
    id UUID PRIMARY KEY,
    student_id UUID NOT NULL,
    question_id UUID NOT NULL,
    question_version_id UUID NOT NULL,
    mistake_id UUID,
    test_answer_id UUID,
    rating SMALLINT NOT NULL CHECK (rating BETWEEN 1 AND 4),
    time_spent_seconds NUMERIC CHECK (time_spent_seconds >= 0 AND time_spent_seconds <= 86400),
    reviewed_at TIMESTAMPTZ NOT NULL CHECK (reviewed_at >= '1970-01-01Z' AND reviewed_at < '2200-01-01Z'),
    created_at TIMESTAMPTZ NOT NULL DEFAULT now()
);

-- One card in the order of its reviews, and by its first column all cards of a student.
CREATE INDEX IF NOT EXISTS idx_review_log_card ON review_log (student_id, question_id, reviewed_at, id);

COMMENT ON TABLE review_log IS
    'How well a student knew a question when it came back. A fact: inserted once, never changed. When a card is due is computed by replaying these and the mistakes, and stored nowhere.';
COMMENT ON COLUMN review_log.rating IS
    '1 again, 2 hard, 3 good, 4 easy. Of several rows of one answer the latest by (reviewed_at, id) holds: the student thought again.';
COMMENT ON COLUMN review_log.mistake_id IS 'The latest mistake in this question before the review; NULL when it is not known.';
COMMENT ON COLUMN review_log.question_version_id IS 'What was shown: of a template, another instance at each review.';

-- Row-level security: a review says how well a pupil knows something; nobody reads it through an anonymous key.
ALTER TABLE review_log ENABLE ROW LEVEL SECURITY;

DO $$
BEGIN
    IF to_regprocedure('auth.uid()') IS NULL THEN
        RETURN;
    END IF;
    DROP POLICY IF EXISTS review_log_read_own ON review_log;
    CREATE POLICY review_log_read_own ON review_log FOR SELECT USING (student_id = (SELECT auth.uid()));
    DROP POLICY IF EXISTS review_log_record_own ON review_log;
    CREATE POLICY review_log_record_own ON review_log
        FOR INSERT WITH CHECK (student_id = (SELECT auth.uid()));
END $$;
