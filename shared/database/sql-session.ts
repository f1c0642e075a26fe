/**
 * The little that the migration runner, the health checks and the tools need of a database. PGlite and `pg` are wrapped
 * in it (`pglite-session.ts`, `shared/node/pg-session.ts`), so that the same code serves a device and a server.
 *
 * Every method rejects with the driver's own error. Such an error may carry the query and its parameters: never log or
 * send one whole.
 */
export interface SqlSession {
  /** Runs one statement with bound values `$1`, `$2`... and returns its rows. */
  query<Row>(text: string, params?: readonly unknown[]): Promise<{ readonly rows: readonly Row[] }>;
  /** Runs a script of any number of statements, without values and without results. */
  exec(text: string): Promise<void>;
  /**
   * Runs `work` inside one transaction: committed when it resolves, rolled back when it rejects. Inside, only the
   * session handed to `work` may be used: on PGlite a query on the outer one would wait for ever.
   */
  transaction<T>(work: (session: SqlSession) => Promise<T>): Promise<T>;
}
