import type { ReactNode } from 'react';
import { usePageTitle } from '../../ui/page';
import './access.css';

interface AccessFrameProps {
  readonly title: string;
  readonly about?: ReactNode;
  readonly children?: ReactNode;
}

/** The frame of what is shown before the sign-in. */
export function AccessFrame({ title, about, children }: AccessFrameProps) {
  usePageTitle(title);
  return (
    <main className="access">
      <div className="access-card">
        <img src="/mark.svg" alt="" width={34} height={34} />
        <h1>{title}</h1>
        {about === undefined ? null : <p className="dim">{about}</p>}
        {children}
      </div>
      <p className="faint access-foot">Leadline · self-hosted</p>
    </main>
  );
}
