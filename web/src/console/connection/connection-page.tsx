import { texts } from '../../shared/texts/console-texts.ts';
import { PageHeading } from '../shell/page-heading.tsx';

export default function ConnectionPage() {
  return <PageHeading title={texts.connection.title} />;
}
