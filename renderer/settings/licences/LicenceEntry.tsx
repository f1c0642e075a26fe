import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './Licences.module.css';

interface LicenceEntryProps {
  readonly name: string;
  readonly version: string;
  readonly licence: string;
  readonly text: string | null;
}

/** One package; its text is drawn when it is opened: two hundred of them are 400 KB. */
export function LicenceEntry({ name, version, licence, text }: LicenceEntryProps) {
  const { t } = useTranslation('licences');
  const [wasOpened, setOpened] = useState(false);
  return (
    <li>
      <details onToggle={(event) => event.currentTarget.open && setOpened(true)}>
        <summary className={classes.summary}>
          <span className={classes.name}>{name}</span> <span className={classes.version}>{version}</span>{' '}
          <span className={classes.licence}>{licence}</span>
        </summary>
        {wasOpened && <p className={classes.text}>{text ?? t('noText', { licence })}</p>}
      </details>
    </li>
  );
}
