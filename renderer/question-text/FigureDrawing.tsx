import type { Figure } from '../../shared/content/figure.ts';
import { textInLanguage } from '../../shared/content/localized-text.ts';
import type { Picture } from '../../shared/content/picture.ts';
import classes from './FigureDrawing.module.css';
import { arcPath, arrowHeadPath, linePath, rightAnglePath } from './figure-paths.ts';
import { QuestionPicture } from './QuestionPicture.tsx';

interface FigureDrawingProps {
  readonly figure: Figure | Picture;
  readonly language: string;
}

/** One drawing unit is a sixteenth of the text size, so that a figure grows with the reader's letters. */
const unitsPerRem = 16;
const dotRadius = 3.5;

/** What a question shows beside its words: a drawing, or a picture of a file. */
export function FigureDrawing({ figure, language }: FigureDrawingProps) {
  return 'shapes' in figure ? (
    <Drawing figure={figure} language={language} />
  ) : (
    <QuestionPicture picture={figure} language={language} />
  );
}

/** In the colours of the theme. */
function Drawing({ figure, language }: { readonly figure: Figure; readonly language: string }) {
  const description = textInLanguage(figure.description, language);
  return (
    <svg
      className={classes.figure}
      role="img"
      aria-label={description.text}
      lang={description.language}
      viewBox={`0 0 ${figure.width} ${figure.height}`}
      style={{ width: `${figure.width / unitsPerRem}rem`, aspectRatio: `${figure.width} / ${figure.height}` }}
    >
      {figure.shapes.map((shape, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the shapes of a version never change or move.
        <FigureShape key={index} shape={shape} />
      ))}
    </svg>
  );
}

function FigureShape({ shape }: { shape: Figure['shapes'][number] }) {
  switch (shape.shape) {
    case 'polygon':
      return <path className={shape.isFilled ? classes.filled : classes.outline} d={`${linePath(shape.points)}Z`} />;
    case 'line':
      return <path className={shape.isDashed ? classes.dashed : classes.outline} d={linePath(shape.points)} />;
    case 'arrow':
      return (
        <g>
          <path className={classes.outline} d={linePath([shape.from, shape.to])} />
          <path className={classes.solid} d={arrowHeadPath(shape.from, shape.to)} />
        </g>
      );
    case 'circle':
      return (
        <circle
          className={shape.isFilled ? classes.filled : classes.outline}
          cx={shape.center[0]}
          cy={shape.center[1]}
          r={shape.radius}
        />
      );
    case 'dot':
      return <circle className={classes.solid} cx={shape.center[0]} cy={shape.center[1]} r={dotRadius} />;
    case 'arc':
      return (
        <path className={classes.angle} d={arcPath(shape.center, shape.radius, shape.fromDegrees, shape.toDegrees)} />
      );
    case 'right_angle':
      return <path className={classes.angle} d={rightAnglePath(shape.corner, shape.towards)} />;
    case 'label':
      return (
        <text className={classes.label} x={shape.at[0]} y={shape.at[1]}>
          {shape.text}
        </text>
      );
  }
}
