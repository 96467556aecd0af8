import type { RefObject } from 'react';

/** After the problems were drawn: to the first field that has one, or to what is said above the button. */
export function focusFirstProblem(form: RefObject<HTMLFormElement | null>): void {
  requestAnimationFrame(() => {
    const place = form.current?.querySelector<HTMLElement>('[aria-invalid="true"]');
    const alert = form.current?.querySelector<HTMLElement>('[role="alert"]');
    alert?.setAttribute('tabindex', '-1');
    (place ?? alert)?.focus();
  });
}
