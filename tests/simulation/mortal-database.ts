/** A process that can be killed between any two statements, before or after a commit: what it was doing is rolled back. */
import type { CallerOptions, ServerDatabase } from '../../server/database/server-database.ts';
import type { SqlSession } from '../../shared/database/sql-session.ts';
import type { SqlQueries, StudyDatabase } from '../../shared/database/study-database.ts';

export class Killed extends Error {}

/** One life of a process. */
export interface Life {
  isOver: boolean;
  /** How many more points (before a statement, after a statement, after a commit) are passed; null: it is not killed. */
  pointsLeft: number | null;
}

export function newLife(): Life {
  return { isOver: false, pointsLeft: null };
}

function point(life: Life): void {
  if (!life.isOver && life.pointsLeft !== null) {
    life.pointsLeft -= 1;
    life.isOver = life.pointsLeft < 0;
  }
  if (life.isOver) throw new Killed('killed');
}

export function mortalDatabase(database: StudyDatabase, life: Life): StudyDatabase {
  const mortal = (queries: SqlQueries): SqlQueries => ({
    async query<Row>(text: string, values?: readonly unknown[]) {
      point(life);
      const rows = await queries.query<Row>(text, values);
      point(life);
      return rows;
    },
  });
  return {
    ...mortal(database),
    async transaction(work) {
      point(life);
      const result = await database.transaction((queries) => work(mortal(queries)));
      point(life);
      return result;
    },
    listen: database.listen,
  };
}

export interface MortalServer {
  readonly database: ServerDatabase;
  readonly life: Life;
  /** The process is started anew. */
  revive(): void;
}

export function mortalServer(database: ServerDatabase): MortalServer {
  const life = newLife();
  const mortal = (session: SqlSession): SqlSession => ({
    async query<Row>(text: string, params?: readonly unknown[]) {
      point(life);
      const answer = await session.query<Row>(text, params);
      point(life);
      return answer;
    },
    exec: session.exec,
    transaction: session.transaction,
  });
  return {
    life,
    revive() {
      life.isOver = false;
      life.pointsLeft = null;
    },
    database: {
      ...database,
      async asOwner(work) {
        const result = await database.asOwner((session) => work(mortal(session)));
        point(life);
        return result;
      },
      async asCaller(caller, options: CallerOptions, work) {
        const result = await database.asCaller(caller, options, (session) => work(mortal(session)));
        point(life);
        return result;
      },
    },
  };
}
