import type { ReactNode } from 'react';

interface PanelProps {
  readonly title: string;
  readonly about?: ReactNode;
  readonly actions?: ReactNode;
  /** A table that reaches the edges. */
  readonly flush?: boolean;
  readonly children: ReactNode;
}

/** A part of the settings. */
export function Panel({ title, about, actions, flush = false, children }: PanelProps) {
  return (
    <section className="card" aria-label={title}>
      <div className="card-head settings-head">
        <div>
          <h2>{title}</h2>
          {about === undefined ? null : <p className="dim">{about}</p>}
        </div>
        {actions}
      </div>
      {flush ? children : <div className="card-body">{children}</div>}
    </section>
  );
}
