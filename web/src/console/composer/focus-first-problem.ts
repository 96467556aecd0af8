/** To the first field that has a problem, or to what is said above the button. */
export function focusFirstProblem(form: HTMLFormElement | null): void {
  const field = form?.querySelector<HTMLElement>('[aria-invalid="true"]');
  const alert = form?.querySelector<HTMLElement>('[role="alert"]');
  alert?.setAttribute('tabindex', '-1');
  (field ?? alert)?.focus();
}
