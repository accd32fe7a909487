package hk.innopark.console;

/** Alerts of two tenants with who was told of them, as the notifier keeps them. */
final class SampleNotifications {
  /** Of an alert of golden-noodle that nobody has acknowledged. */
  static final String KEY = "0123456789abcdef0123456789abcdef";

  /** How many alerts there are. */
  static final int ALERTS = 260;

  private SampleNotifications() {}

  static void fill(TestServer database) {
    database.execute(
        """
        INSERT INTO notify.alert (key, kind, severity, estate, tenant, line, machine, origin, since,
          raised_at, cleared_at, value, threshold)
        VALUES ('%s', 'line_stopped', 'critical', 'tai-po', 'golden-noodle', 'line-1', NULL, 'real',
          '2026-11-20T05:50:00Z', '2026-11-20T05:58:00Z', NULL, 8, 8);
        INSERT INTO notify.alert (key, kind, severity, estate, tenant, line, machine, signal, origin,
          since, raised_at, cleared_at, value, threshold)
        SELECT md5(n::text), 'sensor_stuck', 'warning', 'yuen-long', 'yl-semicon', 'smt-1',
          'placer-1', 'vibration_mm_s', 'sim:demo', '2026-11-20T04:00:00Z'::timestamptz + n * interval '1 s',
          '2026-11-20T04:15:00Z'::timestamptz + n * interval '1 s',
          CASE WHEN n %% 2 = 0 THEN '2026-11-20T05:00:00Z'::timestamptz END, NULL, 15
        FROM generate_series(1, %d) n;
        INSERT INTO notify.delivery (alert, tenant, channel, change, rule, status, due_at, give_up_at,
          attempts, settled_at, detail)
        SELECT id, tenant, 'lead', 'raised', 'all', 'failed', raised_at, raised_at, 2, raised_at,
          'the receiver answers with status 503' FROM notify.alert WHERE tenant = 'golden-noodle';
        INSERT INTO notify.delivery (alert, tenant, channel, change, rule, due_at, give_up_at)
        SELECT id, tenant, 'line-light', 'escalated', 'all', raised_at, raised_at
        FROM notify.alert WHERE tenant = 'golden-noodle';
        INSERT INTO notify.attempt (delivery, tenant, outcome, took_ms, detail)
        SELECT id, tenant, 'failed', 12, 'the receiver answers with status 503'
        FROM notify.delivery WHERE status = 'failed';
        INSERT INTO notify.dead_letter (kafka_partition, kafka_offset, refused_at, reason, topic,
          tenant, sha256, bytes, payload)
        SELECT 0, n, '2026-11-20T06:00:00Z'::timestamptz, 'MALFORMED',
          'innopark/tai-po/' || t || '/line-1/oven-1', t, repeat('ab', 32), 3, '\\x7b7b00'::bytea
        FROM generate_series(1, 5) n, unnest(ARRAY['golden-noodle']) t
        UNION ALL
        SELECT 1, n, '2026-11-20T06:00:00Z'::timestamptz, 'TYPE', 'innopark/yuen-long/yl-semicon/smt-1/placer-1',
          'yl-semicon', repeat('cd', 32), 2, '\\x7b7d'::bytea
        FROM generate_series(1, 4) n;
        """
            .formatted(KEY, ALERTS - 1));
  }
}
