import { Button, type ButtonProps } from 'react-aria-components';

/**
 * A button that waits for what it started: it keeps the focus and takes no second press. React Aria's own `isPending` goes on
 * talking about the button after its dialog has closed.
 */
export function BusyButton({ isBusy, onPress, ...button }: ButtonProps & { isBusy: boolean }) {
  return (
    <Button
      {...button}
      aria-disabled={isBusy}
      onPress={(event) => {
        if (!isBusy) onPress?.(event);
      }}
    />
  );
}
