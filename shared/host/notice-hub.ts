import type { StudyHostNotices } from './study-host-notices.ts';

export type NoticeName = keyof StudyHostNotices;
type Arguments<Name extends NoticeName> = Parameters<StudyHostNotices[Name]>;

/** Hands each notice to everybody who listens: every connected UI, and the process the host runs in. */
export interface NoticeHub {
  send<Name extends NoticeName>(name: Name, ...notice: Arguments<Name>): void;
  on<Name extends NoticeName>(name: Name, listener: StudyHostNotices[Name]): () => void;
}

export function createNoticeHub(): NoticeHub {
  const listeners: { [Name in NoticeName]: Set<StudyHostNotices[Name]> } = {
    tablesChanged: new Set(),
    reflexRaised: new Set(),
    importProgressed: new Set(),
    syncChanged: new Set(),
    profileRekeyed: new Set(),
  };
  return {
    send(name, ...notice) {
      for (const listener of listeners[name]) (listener as (...sent: typeof notice) => void)(...notice);
    },
    on(name, listener) {
      listeners[name].add(listener);
      return () => {
        listeners[name].delete(listener);
      };
    },
  };
}
