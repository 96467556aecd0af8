import { useId } from 'react';
import { Button, type ButtonProps } from 'react-aria-components';
import { usePermission } from '../session/session.ts';
import type { Scope } from '../session/session-state.ts';

/** A button that needs a scope: without it, it is disabled and says why beside itself. */
export function AllowedButton({ needs, ...button }: ButtonProps & { needs: Scope }) {
  const permission = usePermission(needs);
  const reasonId = useId();
  if (permission.allowed) return <Button {...button} />;
  return (
    <>
      <Button {...button} isDisabled aria-describedby={reasonId} />
      <span id={reasonId} className="soft small">
        {permission.reason}
      </span>
    </>
  );
}
