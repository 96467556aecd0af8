import type { components } from '@social-integration/client';
import { Button } from 'react-aria-components';
import { shortTime } from '../../shared/formats.ts';
import { texts } from '../../shared/texts/console-texts.ts';
import { LoadFailure } from '../shell/load-failure.tsx';
import { Panel } from '../shell/panel.tsx';
import { viewer } from '../viewer.ts';
import { CheckList, CheckListSkeleton } from './check-list.tsx';
import { useDiagnosis } from './connection-calls.ts';
import styles from './diagnosis-panel.module.css';

const words = texts.connection.diagnosis;

type Diagnosis = components['schemas']['DiagnosisDto'];

interface DiagnosisPanelProps {
  connectionId: string;
  /** `checkedAt` of what was known before the last change; the service gives its last answer again for ten seconds. */
  outdated: string | null;
}

/** Why posts do not go out: the one cause and who must act, above everything that was looked at. */
export function DiagnosisPanel({ connectionId, outdated }: DiagnosisPanelProps) {
  const { data, error, isFetching, refetch } = useDiagnosis(connectionId);
  return (
    <Panel
      title={words.title}
      aside={
        <div className={styles['run']}>
          {data && <span className="soft small">{words.checkedAt(shortTime(data.checkedAt, viewer))}</span>}
          <Button
            className={`button ${styles['button']}`}
            isPending={isFetching}
            onPress={() => void refetch()}
          >
            {isFetching ? words.busy : words.run}
          </Button>
        </div>
      }
    >
      <div className={styles['panel']} aria-busy={isFetching}>
        {error && !isFetching && <LoadFailure error={error} retry={() => void refetch()} />}
        {data && (
          <>
            {data.checkedAt === outdated && (
              <p className="note warn" role="status">
                {words.outdated}
              </p>
            )}
            <Verdict diagnosis={data} />
            <CheckList checks={data.checks} />
          </>
        )}
        {!data && isFetching && <CheckListSkeleton />}
      </div>
    </Panel>
  );
}

const tones = { healthy: 'good', warning: 'warn', blocked: 'bad' } as const;

function Verdict({ diagnosis: { status, message, who, link, cause } }: { diagnosis: Diagnosis }) {
  return (
    <div className={`note ${tones[status]}`} role="status">
      <strong>{words.verdicts[status]}</strong>
      <p>{message}</p>
      {who && (
        <p>
          {words.who}: <strong>{words.actors[who]}</strong>
        </p>
      )}
      {link && <Way link={link} />}
      {cause && <code className={`soft ${styles['code']}`}>{cause}</code>}
    </div>
  );
}

/** Our own call to reconnect is the action on this page; any other address is one of the platform's. */
function Way({ link }: { link: string }) {
  if (isReconnect(link))
    return (
      <p>
        <a href="#reconnect">{words.toReconnect}</a>
      </p>
    );
  return (
    <p>
      <a href={link} target="_blank" rel="noreferrer">
        {words.goTo(new URL(link).host)}
      </a>
    </p>
  );
}

function isReconnect(link: string): boolean {
  return /\/connections\/[^/]+\/reconnect$/.test(new URL(link).pathname);
}
