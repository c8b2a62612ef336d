import {
  ActionIcon,
  Button,
  createTheme,
  Drawer,
  Modal,
  Notification,
  Tooltip,
  type CSSVariablesResolver,
  type MantineColorsTuple,
} from '@mantine/core';

/** Neutral with a breath of blue; index 0 is lightest. */
const gray: MantineColorsTuple = [
  '#fafbfb',
  '#f3f5f6',
  '#e9ecee',
  '#dce1e4',
  '#c3cacf',
  '#98a2a9',
  '#6b767e',
  '#4d575f',
  '#2f373d',
  '#181d21',
];

/** The same for dark surfaces: text first, page last, as Mantine reads it. */
const dark: MantineColorsTuple = [
  '#e6eaec',
  '#c8cfd3',
  '#9aa4ab',
  '#6d777e',
  '#434b51',
  '#31383d',
  '#22282c',
  '#191e21',
  '#13171a',
  '#0d1012',
];

/** Deep water: the only colour that means "you can act on this". */
const accent: MantineColorsTuple = [
  '#e8f6f8',
  '#cfe9ee',
  '#a3d5de',
  '#70bfcd',
  '#45a9bb',
  '#2594a8',
  '#0f7f93',
  '#0b6b7d',
  '#095868',
  '#05414e',
];

/** Mantine gives the button with the cross no name. */
const CLOSE = { 'aria-label': 'Close' };

/** What the console looks like; colours of surfaces and states are variables in theme.css. */
export const theme = createTheme({
  colors: { gray, dark, accent },
  primaryColor: 'accent',
  primaryShade: { light: 7, dark: 6 },
  fontFamily: "'Inter Variable', system-ui, -apple-system, 'Segoe UI', sans-serif",
  fontFamilyMonospace: "ui-monospace, 'SF Mono', Menlo, 'DejaVu Sans Mono', monospace",
  fontSizes: { xs: '0.75rem', sm: '0.8125rem', md: '0.875rem', lg: '1rem', xl: '1.25rem' },
  headings: { fontWeight: '600' },
  defaultRadius: 'sm',
  radius: { xs: '3px', sm: '6px', md: '8px', lg: '12px', xl: '16px' },
  cursorType: 'pointer',
  focusRing: 'auto',
  respectReducedMotion: true,
  components: {
    Button: Button.extend({ defaultProps: { size: 'xs', variant: 'default' } }),
    ActionIcon: ActionIcon.extend({ defaultProps: { variant: 'subtle', color: 'gray' } }),
    Drawer: Drawer.extend({ defaultProps: { closeButtonProps: CLOSE } }),
    Notification: Notification.extend({ defaultProps: { closeButtonProps: CLOSE } }),
    Modal: Modal.extend({
      defaultProps: { centered: true, radius: 'md', transitionProps: { duration: 120 }, closeButtonProps: CLOSE },
    }),
    Tooltip: Tooltip.extend({ defaultProps: { openDelay: 300, withArrow: false } }),
    TextInput: { defaultProps: { size: 'sm' } },
    PasswordInput: { defaultProps: { size: 'sm' } },
    Select: { defaultProps: { size: 'sm' } },
    Textarea: { defaultProps: { size: 'sm' } },
  },
});

/** Lets Mantine's own surfaces take the colours of theme.css. */
export const variables: CSSVariablesResolver = () => ({
  variables: {
    '--mantine-color-body': 'var(--surface)',
    '--mantine-color-text': 'var(--text)',
    '--mantine-color-dimmed': 'var(--text-dim)',
    '--mantine-color-placeholder': 'var(--text-faint)',
    '--mantine-color-default': 'var(--surface)',
    '--mantine-color-default-hover': 'var(--hover)',
    '--mantine-color-default-color': 'var(--text)',
    '--mantine-color-default-border': 'var(--line-strong)',
    '--mantine-color-error': 'var(--bad)',
    '--mantine-color-anchor': 'var(--accent)',
  },
  light: {},
  dark: {},
});
