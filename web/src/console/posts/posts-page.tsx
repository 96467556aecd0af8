import { texts } from '../../shared/texts/console-texts.ts';
import { PageHeading } from '../shell/page-heading.tsx';

export default function PostsPage() {
  return <PageHeading title={texts.posts.title} />;
}
