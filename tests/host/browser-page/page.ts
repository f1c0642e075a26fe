/** A page with nothing but a connection to the study host, and what a test asks of it from outside. */
import { connectStudyHost } from '../../../renderer/host-client/connect-study-host.ts';
import type { StudyHostConnection } from '../../../renderer/host-client/study-host-connection.ts';
import type { AnswerSubmission } from '../../../shared/model/answer.ts';
import type { Session } from '../../../shared/model/session.ts';
import { answer, createStudent, startPractice, submission, wrongResponse } from '../study-driver.ts';

export interface ConnectionProbe {
  readonly connection: StudyHostConnection;
  readonly states: string[];
  readonly reflexTypes: string[];
  readonly changedTables: string[];
  startSession(questionCount: number): Promise<Session>;
  /** Answers wrong in 3 s; resolves with the milliseconds until the feedback and until the reflex, if one came. */
  answerWrong(session: Session, position: number): Promise<{ feedbackMs: number; reflexMs: number | null }>;
  answerUntilRefused(session: Session): Promise<{ readonly sent: AnswerSubmission; readonly code: string }>;
  /** Ends the host worker the way a crash does. */
  killWorker(): void;
}

const workers: Worker[] = [];
window.Worker = class extends Worker {
  constructor(url: string | URL, options?: WorkerOptions) {
    super(url, options);
    workers.push(this);
  }
};
function startProbe(): ConnectionProbe {
  const connection = connectStudyHost();
  const probe: ConnectionProbe = {
    connection,
    states: [connection.connectionState.name],
    reflexTypes: [],
    changedTables: [],
    async startSession(questionCount) {
      const student = await createStudent(connection.calls);
      return startPractice(connection.calls, student.id, { questionCount });
    },
    async answerWrong(session, position) {
      const startedMs = performance.now();
      let reflexMs: number | null = null;
      const stop = connection.onNotice('reflexRaised', () => {
        reflexMs = performance.now() - startedMs;
      });
      await answer(connection.calls, session, position, wrongResponse, { timeSpentSeconds: 3 });
      const feedbackMs = performance.now() - startedMs;
      await new Promise((resolve) => setTimeout(resolve, 100));
      stop();
      return { feedbackMs, reflexMs };
    },
    async answerUntilRefused(session) {
      for (const position of session.questions.keys()) {
        const sent = submission(session, position, wrongResponse);
        const outcome = await connection.calls.recordAnswer(sent);
        if (!outcome.ok) return { sent, code: outcome.error.code };
      }
      throw new Error('every answer was accepted');
    },
    killWorker() {
      workers.at(-1)?.terminate();
    },
  };
  connection.onConnectionStateChanged((state) => probe.states.push(state.name));
  connection.onNotice('reflexRaised', (event) => probe.reflexTypes.push(event.recommendation.type));
  connection.onNotice('tablesChanged', ({ tables }) => probe.changedTables.push(...tables));
  return probe;
}

const page = window as unknown as { probe?: ConnectionProbe; startProbe(): void };
page.startProbe = () => {
  page.probe = startProbe();
};
if (location.hash !== '#wait') page.startProbe();
