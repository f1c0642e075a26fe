import classes from './AnswerDots.module.css';

/** Right answers as full dots, the others as hollow ones; `text` says the same in words. */
export function AnswerDots({ count, rightCount, text }: { count: number; rightCount: number; text: string }) {
  return (
    <span className={classes.dots} role="img" aria-label={text} title={text}>
      {Array.from({ length: count }, (_, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a dot is nothing but its place
        <span key={index} data-right={index < rightCount} />
      ))}
    </span>
  );
}
