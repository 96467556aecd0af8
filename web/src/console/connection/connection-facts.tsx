import type { Connection } from '@social-integration/client';
import { fullTime } from '../../shared/formats.ts';
import { texts } from '../../shared/texts/console-texts.ts';
import { Panel } from '../shell/panel.tsx';
import { viewer } from '../viewer.ts';
import styles from './connection-facts.module.css';

const words = texts.connection;

export function ConnectionFacts({ connection }: { connection: Connection }) {
  const { accountId, tokenExpiresAt, dataAccessExpiresAt, lastPostAt, createdAt, scopes } = connection;
  return (
    <Panel title={words.facts}>
      <dl className={styles['facts']}>
        <Fact name={words.lastPost}>{lastPostAt ? fullTime(lastPostAt, viewer) : words.noPostYet}</Fact>
        <Fact name={words.loginEnds}>
          {tokenExpiresAt ? fullTime(tokenExpiresAt, viewer) : words.loginEndless}
        </Fact>
        {dataAccessExpiresAt && (
          <Fact name={words.dataAccessEnds}>{fullTime(dataAccessExpiresAt, viewer)}</Fact>
        )}
        <Fact name={words.connectedSince}>{fullTime(createdAt, viewer)}</Fact>
        <Fact name={words.accountId}>{accountId}</Fact>
        <Fact name={words.permissions}>{scopes.length === 0 ? texts.words.none : scopes.join(', ')}</Fact>
      </dl>
    </Panel>
  );
}

function Fact({ name, children }: { name: string; children: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
