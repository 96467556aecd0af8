import { Link } from 'wouter';
import { texts } from '../../shared/texts/console-texts.ts';
import { usePermission } from '../session/session.ts';
import { AllowedButton } from '../shell/allowed-button.tsx';
import { Icon } from '../shell/icon.tsx';

const words = texts.posts;

/** Leads to the composer; who may not write posts sees why it does not. */
export function NewPostButton() {
  const permission = usePermission('social:write');
  if (!permission.allowed)
    return (
      <AllowedButton needs="social:write" className="button">
        {words.newPost}
      </AllowedButton>
    );
  return (
    <Link href="/posts/new" className="button primary">
      <Icon name="plus" />
      {words.newPost}
    </Link>
  );
}
