import { useState } from 'react';
import { texts } from '../../shared/texts/console-texts.ts';
import { Field } from './field.tsx';
import styles from './media-field.module.css';

const words = texts.composer;

/** A file that lies somewhere in the web. */
export function AddressForm({ add }: { add: (address: string) => void }) {
  const [address, setAddress] = useState('');
  const [isInvalid, setInvalid] = useState(false);
  const problems = isInvalid ? [{ place: 'address', platform: null, text: words.addressInvalid }] : [];

  function submit() {
    const wanted = address.trim();
    const isAddress = /^https?:\/\//i.test(wanted) && URL.canParse(wanted);
    setInvalid(!isAddress);
    if (!isAddress) return;
    add(wanted);
    setAddress('');
  }

  return (
    <Field label={words.address} hint={words.addressHint} problems={problems}>
      {(control) => (
        <div className={styles['address']}>
          <input
            {...control}
            type="url"
            className="input"
            autoComplete="off"
            value={address}
            onChange={({ target }) => setAddress(target.value)}
            onKeyDown={(event) => {
              if (event.key !== 'Enter') return;
              event.preventDefault();
              submit();
            }}
          />
          <button type="button" className="button" onClick={submit}>
            {words.addAddress}
          </button>
        </div>
      )}
    </Field>
  );
}
