import { texts } from '../../shared/texts/console-texts.ts';
import { PageHeading } from '../shell/page-heading.tsx';

export default function ConnectionsPage() {
  return <PageHeading title={texts.connections.title} />;
}
