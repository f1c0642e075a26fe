import classes from './KeyCap.module.css';

/** The key that presses a button, in the button's own colour. */
export function KeyCap({ children }: { children: string }) {
  return (
    <span className={classes.cap} aria-hidden="true">
      {children}
    </span>
  );
}
