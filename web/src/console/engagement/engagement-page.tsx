import { texts } from '../../shared/texts/console-texts.ts';
import { PageHeading } from '../shell/page-heading.tsx';

export default function EngagementPage() {
  return <PageHeading title={texts.engagement.title} />;
}
