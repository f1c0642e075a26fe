import {
  Button,
  Chip,
  type CSSVariablesResolver,
  createTheme,
  type MantineColorsTuple,
  Modal,
  Notification,
  SegmentedControl,
} from '@mantine/core';
import i18next from 'i18next';

/** From the brand's #667eea to #764ba2; the shade of filled controls (6, 7 in dark) holds 4.5:1 against white text. */
const violet: MantineColorsTuple = [
  '#f0f1fe',
  '#dfe2fb',
  '#bfc5f6',
  '#9ca6f1',
  '#7f8dec',
  '#667eea',
  '#5a62d0',
  '#5a51b8',
  '#6549a8',
  '#764ba2',
];

/** Greys of the dark theme, a little blue: text (0), borders (4), fields and rows (6), the page (7). */
const dark: MantineColorsTuple = [
  '#dfe1e8',
  '#b9bdc9',
  '#9097a8',
  '#6b7182',
  '#3d4150',
  '#313542',
  '#242731',
  '#16171d',
  '#101116',
  '#0b0c10',
];

export const theme = createTheme({
  primaryColor: 'violet',
  primaryShade: { light: 6, dark: 7 },
  colors: { violet, dark },
  defaultRadius: 'md',
  fontFamily: '"Inter Variable", system-ui, sans-serif',
  headings: {
    fontFamily: '"Inter Variable", system-ui, sans-serif',
    fontWeight: '650',
    // At 200 % on a narrow screen one long word must still fit.
    sizes: { h1: { fontSize: 'min(2.125rem, 12vw)' } },
  },
  respectReducedMotion: true,
  cursorType: 'pointer',
  // Large text on a narrow screen breaks into lines; nothing is cut off.
  components: {
    Button: Button.extend({
      styles: {
        root: { height: 'auto', minHeight: 'var(--button-height)', paddingBlock: 4 },
        // A link that looks like a button does not centre its words by itself, as a button does.
        inner: { minHeight: 'calc(var(--button-height) - 10px)' },
        // Letters that reach below the line are not cut off.
        label: { whiteSpace: 'normal', overflow: 'visible', lineHeight: 1.25, overflowWrap: 'anywhere' },
      },
    }),
    // With large text in a narrow window its parts stand in rows.
    SegmentedControl: SegmentedControl.extend({
      styles: { root: { flexWrap: 'wrap', maxWidth: '100%' } },
    }),
    // What a dialog asks is its heading.
    Modal: Modal.extend({ styles: { title: { fontSize: 'var(--mantine-font-size-lg)', fontWeight: 650 } } }),
    Notification: Notification.extend({
      // The library's grey below a title is too light to be read.
      styles: { description: { color: 'inherit' } },
      defaultProps: {
        closeButtonProps: {
          // Asked for at each notice: the language may have changed since.
          get 'aria-label'() {
            return i18next.t('frame:closeNotice');
          },
        },
      },
    }),
    Chip: Chip.extend({ styles: { label: { height: 'auto', minHeight: 'var(--chip-size)', whiteSpace: 'normal' } } }),
  },
});

/**
 * State colours for text (4.5:1 on the page), lines and filled areas (3:1), and soft backgrounds, per theme.
 * Hues are those of the brand: critical #e74c3c, warning #f39c12, good #27ae60, rest #8a94a6.
 */
export const stateVariables: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    '--mantine-color-dimmed': '#5c6370',
    '--mantine-color-error': '#b83227',
    '--mantine-color-red-text': '#b83227',
    '--mantine-color-red-light': '#fdecea',
    '--mantine-color-orange-light': '#fdf1de',
    '--mantine-color-orange-light-color': '#8f5a00',
    '--mantine-color-red-light-color': '#b83227',
    '--mantine-color-placeholder': '#6b7280',
    '--mantine-color-violet-light-hover': '#d6daf9',
    '--state-good-text': '#1b7a43',
    '--state-good-line': '#229a54',
    '--state-good-solid': '#1e8a4c',
    '--state-good-soft': '#e9f7ef',
    '--state-critical-text': '#b83227',
    '--state-critical-line': '#e74c3c',
    '--state-critical-solid': '#cf3a2b',
    '--state-critical-soft': '#fdecea',
    '--state-warning-text': '#8f5a00',
    '--state-warning-line': '#c77c08',
    '--state-rest-solid': '#7a8495',
  },
  dark: {
    '--mantine-color-body': '#16171d',
    '--mantine-color-dimmed': '#a3aab8',
    '--mantine-color-error': '#ff8f83',
    '--mantine-color-red-text': '#ff8f83',
    '--mantine-color-red-light': '#3a1a17',
    '--mantine-color-orange-light': '#33250f',
    '--mantine-color-orange-light-color': '#f5b041',
    '--mantine-color-red-light-color': '#ff8f83',
    '--mantine-color-placeholder': '#9097a8',
    '--mantine-color-gray-light': '#242731',
    '--mantine-color-violet-light': '#26284a',
    '--mantine-color-violet-light-hover': '#2e3159',
    '--mantine-color-violet-light-color': '#bfc5f6',
    '--state-good-text': '#5fd38d',
    '--state-good-line': '#27ae60',
    '--state-good-solid': '#1e8a4c',
    '--state-good-soft': '#14301f',
    '--state-critical-text': '#ff8f83',
    '--state-critical-line': '#e74c3c',
    '--state-critical-solid': '#cf3a2b',
    '--state-critical-soft': '#3a1a17',
    '--state-warning-text': '#f5b041',
    '--state-warning-line': '#f39c12',
    '--state-rest-solid': '#8a94a6',
  },
});
