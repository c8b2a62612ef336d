import { Button, Skeleton } from '@mantine/core';
import { CircleAlert, type LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import { asProblem } from '../api/problem';
import './page.css';

interface EmptyProps {
  readonly icon: LucideIcon;
  readonly title: string;
  readonly children?: ReactNode;
  readonly action?: ReactNode;
}

/** Nothing to show, and why that is so. */
export function Empty({ icon: Icon, title, children, action }: EmptyProps) {
  return (
    <div className="state">
      <span className="state-icon" aria-hidden>
        <Icon size={20} strokeWidth={1.7} />
      </span>
      <h2>{title}</h2>
      {children === undefined ? null : <p>{children}</p>}
      {action}
    </div>
  );
}

/** What could not be read, why, and a way to ask again. */
export function Failed({ error, retry }: { readonly error: unknown; readonly retry?: () => void }) {
  const problem = asProblem(error);
  return (
    <div className="state" role="alert">
      <span className="state-icon bad" aria-hidden>
        <CircleAlert size={20} strokeWidth={1.7} />
      </span>
      <h2>{problem.status === 403 ? 'Your role may not see this' : 'This could not be loaded'}</h2>
      <p>{problem.message}</p>
      {retry === undefined ? null : <Button onClick={retry}>Try again</Button>}
    </div>
  );
}

/** Lines in place of what is on its way. */
export function Loading({ lines = 6, height = 16 }: { readonly lines?: number; readonly height?: number }) {
  return (
    <div aria-busy="true" role="status" style={{ display: 'grid', gap: 14, padding: '16px 14px' }}>
      <span className="visually-hidden">Loading</span>
      {Array.from({ length: lines }, (_, index) => (
        <Skeleton key={index} height={height} width={`${String(96 - ((index * 17) % 40))}%`} radius="sm" />
      ))}
    </div>
  );
}
