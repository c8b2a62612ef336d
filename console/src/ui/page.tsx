import { useEffect, type ReactNode } from 'react';
import './page.css';

interface PageProps {
  readonly title: string;
  /** One line under the title. */
  readonly about?: ReactNode;
  readonly actions?: ReactNode;
  readonly children: ReactNode;
}

/** A screen: its title (the browser's too), what can be done on it, and its content. */
export function Page({ title, about, actions, children }: PageProps) {
  usePageTitle(title);
  return (
    <div className="page">
      <header className="page-head">
        <div className="page-title">
          <h1>{title}</h1>
          {about === undefined ? null : <p className="dim">{about}</p>}
        </div>
        {actions === undefined ? null : <div className="page-actions">{actions}</div>}
      </header>
      {children}
    </div>
  );
}

/** What the browser's tab and history say. */
export function usePageTitle(title: string): void {
  useEffect(() => {
    document.title = `${title} · Leadline`;
  }, [title]);
}
