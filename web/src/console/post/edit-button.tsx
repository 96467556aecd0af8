import type { ButtonProps } from 'react-aria-components';
import { texts } from '../../shared/texts/console-texts.ts';
import { AllowedButton } from '../shell/allowed-button.tsx';

export function EditButton(button: Pick<ButtonProps, 'onPress'>) {
  return (
    <AllowedButton needs="social:write" className="button" {...button}>
      {texts.post.edit}
    </AllowedButton>
  );
}
