-- How many recommendations were made and how many reflex events were shown, by day (UTC), over the last seven days.
-- Reads only. Many events and few delivered ones: screens are not listening, or students are offline.
SELECT coalesce(made.day, raised.day) AS day, coalesce(made.recommendation_count, 0) AS recommendation_count,
    coalesce(raised.event_count, 0) AS event_count, coalesce(raised.delivered_count, 0) AS delivered_count,
    round(100.0 * raised.delivered_count / raised.event_count, 2) AS delivery_rate
FROM (
    SELECT to_char(created_at AT TIME ZONE 'UTC', 'YYYY-MM-DD') AS day, count(*)::int AS recommendation_count
    FROM student_recommendations
    WHERE created_at >= now() - INTERVAL '7 days'
    GROUP BY 1
) AS made
FULL JOIN (
    SELECT to_char(created_at AT TIME ZONE 'UTC', 'YYYY-MM-DD') AS day, count(*)::int AS event_count,
        (count(*) FILTER (WHERE delivered))::int AS delivered_count
    FROM ui_reflex_events
    WHERE created_at >= now() - INTERVAL '7 days'
    GROUP BY 1
) AS raised ON raised.day = made.day
ORDER BY 1 DESC;
