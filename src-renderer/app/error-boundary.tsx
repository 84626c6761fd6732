import { Component, type ReactNode } from 'react';
import { FailedState } from '#renderer/widgets/states.tsx';

/** A defect in a view shows itself in place of the view; labels are on disk, so starting it anew loses nothing. */
export class ErrorBoundary extends Component<
  { readonly children: ReactNode },
  { readonly error: Error | null }
> {
  override state: { readonly error: Error | null } = { error: null };

  static getDerivedStateFromError(error: unknown) {
    return { error: error instanceof Error ? error : new Error(String(error)) };
  }

  override render() {
    const { error } = this.state;
    if (error === null) return this.props.children;
    return (
      <FailedState
        title="This part of the window failed."
        reason={`${error.message} Saved labels are not affected.`}
        onRetry={() => this.setState({ error: null })}
      />
    );
  }
}
