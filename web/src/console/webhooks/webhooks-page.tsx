import { texts } from '../../shared/texts/console-texts.ts';
import { PageHeading } from '../shell/page-heading.tsx';

export default function WebhooksPage() {
  return <PageHeading title={texts.webhooks.title} />;
}
