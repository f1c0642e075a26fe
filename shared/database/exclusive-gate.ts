/** Runs pieces of work one after another, in the order in which they asked. A failed one does not hold up the next. */
export type Gate = <T>(work: () => Promise<T>) => Promise<T>;

export function createGate(): Gate {
  let last: Promise<unknown> = Promise.resolve();
  return (work) => {
    const result = last.then(work);
    last = result.then(
      () => undefined,
      () => undefined,
    );
    return result;
  };
}
