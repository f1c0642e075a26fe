import { useTranslation } from 'react-i18next';
import { textInLanguage } from '../../shared/content/localized-text.ts';
import type { Picture } from '../../shared/content/picture.ts';
import classes from './QuestionPicture.module.css';
import { usePictureAddress } from './use-picture-address.ts';

interface QuestionPictureProps {
  readonly picture: Picture;
  readonly language: string;
}

/** A picture that came with a pack. Its place is kept until it is there; where it never came to, its description stands. */
export function QuestionPicture({ picture, language }: QuestionPictureProps) {
  const { t } = useTranslation('content');
  const address = usePictureAddress(picture.picture);
  const description = textInLanguage(picture.description, language);
  if (address === 'missing' || address === 'unreadable') {
    return (
      <span className={classes.missing}>
        <span lang={description.language}>{description.text}</span>
        <small>{t(`picture.${address}`)}</small>
      </span>
    );
  }
  return (
    <img
      className={classes.picture}
      // Empty until the bytes are there: the element has its size and its description already.
      src={address ?? emptyPicture}
      alt={description.text}
      lang={description.language}
      style={{ width: widthOf(picture), aspectRatio: `${picture.width} / ${picture.height}` }}
    />
  );
}

/** Grows with the reader's letters, as drawings do, and leaves room for the choices under it. */
function widthOf({ width, height }: Picture): string {
  return `min(100%, ${width / 16}rem, calc(min(45vh, 26rem) * ${width / height}))`;
}

/** One transparent pixel. */
const emptyPicture = 'data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7';
