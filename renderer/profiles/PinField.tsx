import { PasswordInput, type PasswordInputProps } from '@mantine/core';
import { longestPin, shortestPin } from '../../shared/study/profile-pin.ts';

const pinShape = new RegExp(`^[0-9]{${shortestPin},${longestPin}}$`);

export function isPin(text: string): boolean {
  return pinShape.test(text);
}

type PinFieldProps = Omit<PasswordInputProps, 'value' | 'onChange'> & {
  readonly value: string;
  readonly onChange: (digits: string) => void;
};

/** Digits alone, on a number pad where there is one. Whatever else is typed or pasted is left out. */
export function PinField({ value, onChange, ...rest }: PinFieldProps) {
  return (
    <PasswordInput
      inputMode="numeric"
      // A browser that offers to remember the PIN would give it to whoever sits down next.
      autoComplete="off"
      data-1p-ignore
      maxLength={longestPin}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value.replace(/[^0-9]/g, ''))}
      {...rest}
    />
  );
}
