package hk.innopark.console;

/** Orders of two tenants, as the job keeps them, with what people said of one. */
final class SampleOrders {
  private SampleOrders() {}

  static void fill(TestServer database) {
    database.execute(
        """
        INSERT INTO shopfloor.order_day
        SELECT CASE t WHEN 'golden-noodle' THEN 'tai-po' ELSE 'yuen-long' END, t,
          CASE t WHEN 'golden-noodle' THEN 'line-1' ELSE 'smt-1' END, '', 'sim:demo',
          to_char(d, 'YYYYMMDD') || '-early-' || n, CASE n WHEN 1 THEN 'noodle-xl' ELSE 'noodle-s' END,
          d, d + (8 + 3 * (n - 1)) * interval '1 h' - interval '8 h',
          d + (11 + 3 * (n - 1)) * interval '1 h' - interval '8 h',
          9000 + n, 100, 3, 0, 9000, 600, 900.5, 200, 100, 0, 8000.25, 7900.125,
          210.5, 4, 0, 2, 0, 12.25, 80.5, 75.25, 1.5, 3, 5400, 5300
        FROM unnest(ARRAY['golden-noodle', 'yl-semicon']) t,
          generate_series('2026-11-18'::date, '2026-11-20', '1 day') d, generate_series(1, 2) n;
        INSERT INTO shopfloor.order_day
        SELECT 'tai-po', 'golden-noodle', 'line-1', '', 'sim:demo', 'NK-4711', 'noodle-xl', '2026-11-20',
          '2026-11-20T04:00:00Z', '2026-11-20T06:30:00Z', 12500, 180, 0, 0, 8000, 600, 700, 0, 0, 0,
          7600, 7500, 190, 0, 0, 0, 0, NULL, 72, 68, 1, 2, 5400, 5400;
        INSERT INTO shopfloor.annotation (id, said_at, estate, tenant, line, machine, origin,
          begins_at, ends_at, said_by, role, address, order_id, product, planned)
        VALUES ('w1', now(), 'tai-po', 'golden-noodle', 'line-1', 'oven-1', 'sim:demo',
          '2026-11-20T04:00:00Z', '2026-11-28T04:00:00Z', 'mei', 'line_operator', '127.0.0.1',
          'NK-4711', 'noodle-xl', 40000);
        """);
  }
}
