import { texts } from '../../shared/texts/console-texts.ts';
import { PageHeading } from '../shell/page-heading.tsx';

export default function PostPage() {
  return <PageHeading title={texts.post.title} />;
}
