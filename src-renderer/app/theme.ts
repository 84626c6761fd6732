import { createTheme } from '@mantine/core';

/** Mantine's defaults, one accent colour, denser than usual: people look at it for hours. */
export const theme = createTheme({
  primaryColor: 'indigo',
  primaryShade: { light: 6, dark: 5 },
  autoContrast: true,
  defaultRadius: 'sm',
  fontSizes: { xs: '12px', sm: '13px', md: '14px', lg: '16px', xl: '20px' },
  cursorType: 'pointer',
  components: {
    InputWrapper: { styles: { description: { fontSize: 12 }, error: { fontSize: 12 } } },
    Button: { defaultProps: { size: 'xs' } },
    ActionIcon: { defaultProps: { variant: 'subtle', color: 'gray' } },
    TextInput: { defaultProps: { size: 'xs' } },
    NumberInput: { defaultProps: { size: 'xs' } },
    Select: { defaultProps: { size: 'xs' } },
    NativeSelect: { defaultProps: { size: 'xs' } },
    Textarea: { defaultProps: { size: 'xs' } },
    SegmentedControl: { defaultProps: { size: 'xs' } },
    Checkbox: { defaultProps: { size: 'xs' } },
    Tooltip: { defaultProps: { openDelay: 400, withinPortal: true, fz: 'xs' } },
    Modal: {
      defaultProps: {
        transitionProps: { duration: 0 },
        centered: false,
        closeButtonProps: { 'aria-label': 'Close' },
      },
    },
  },
});
