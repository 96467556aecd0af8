import { useState } from 'react';
import { texts } from '../../shared/texts/console-texts.ts';
import { signInWithToken, tryAgain } from './session.ts';
import type { SignedOutReason } from './session-state.ts';
import styles from './sign-in-page.module.css';

const words = texts.signIn;

/** Stands before every page while nobody is signed in; the address stays, so signing in leads back to it. */
export function SignInPage({ why }: { why: SignedOutReason | null }) {
  return (
    <main className={styles['page']}>
      <title>{`${words.title} · ${texts.shell.product}`}</title>
      <div className={`card ${styles['card']}`}>
        <h1>{words.title}</h1>
        {why && <Reason why={why} />}
        <p className="soft">{words.text}</p>
        <TokenForm />
      </div>
    </main>
  );
}

function Reason({ why }: { why: SignedOutReason }) {
  const { title, text } = words.why[why];
  return (
    <div role="alert" className={`note ${why === 'SIGNED_OUT' ? '' : 'warn'}`}>
      <strong>{title}</strong>
      <span>{text}</span>
      {why === 'UNREACHABLE' && (
        <div>
          <button type="button" className="button" onClick={() => void tryAgain()}>
            {texts.words.tryAgain}
          </button>
        </div>
      )}
    </div>
  );
}

function TokenForm() {
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);

  async function submit(form: HTMLFormElement) {
    const token = String(new FormData(form).get('token') ?? '').trim();
    setProblem(token === '' ? words.tokenMissing : null);
    if (token === '') return;
    setBusy(true);
    await signInWithToken(token);
    setBusy(false);
  }

  return (
    <form
      className={styles['form']}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void submit(event.currentTarget);
      }}
    >
      <div className="field">
        <label htmlFor="token">{words.token}</label>
        <input
          id="token"
          name="token"
          className="input"
          type="password"
          autoComplete="off"
          spellCheck={false}
          aria-invalid={problem !== null}
          aria-describedby="token-hint"
        />
        <p id="token-hint" className={problem ? 'error' : 'hint'} aria-live="polite">
          {problem ?? words.tokenHint}
        </p>
      </div>
      <button type="submit" className="button primary" disabled={busy}>
        {busy ? words.submitting : words.submit}
      </button>
    </form>
  );
}
