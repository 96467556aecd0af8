import { texts } from '../../shared/texts/console-texts.ts';
import { PageHeading } from '../shell/page-heading.tsx';

export default function ComposerPage() {
  return <PageHeading title={texts.composer.title} />;
}
