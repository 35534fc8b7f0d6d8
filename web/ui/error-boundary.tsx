import { Component, type ReactNode } from "react";
import { ErrorNotice } from "./error-notice.tsx";

interface Props {
  children: ReactNode;
  /** Shown instead of the notice. */
  fallback?: ReactNode;
}

/** A fault in one part of a screen leaves the rest usable. A class, because React has no other way. */
export class ErrorBoundary extends Component<Props, { problem: unknown }> {
  override state = { problem: null as unknown };

  static getDerivedStateFromError(problem: unknown) {
    return { problem };
  }

  override render() {
    if (this.state.problem === null) return this.props.children;
    if (this.props.fallback !== undefined) return this.props.fallback;
    return <ErrorNotice problem={this.state.problem} onRetry={() => this.setState({ problem: null })} />;
  }
}
