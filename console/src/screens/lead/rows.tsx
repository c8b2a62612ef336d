import type { ReactNode } from 'react';

/** What is known of one thing, line by line. */
export function Card({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <section className="card" aria-label={title}>
      <div className="card-head">
        <h2>{title}</h2>
      </div>
      <div className="card-body rows">{children}</div>
    </section>
  );
}

interface RowProps {
  readonly label: string;
  /** Where it comes from, on hover. */
  readonly hint?: string;
  readonly children: ReactNode;
}

export function Row({ label, hint, children }: RowProps) {
  return (
    <div className="row" title={hint}>
      <span className="row-label">{label}</span>
      <span className="row-value">{children}</span>
    </div>
  );
}
