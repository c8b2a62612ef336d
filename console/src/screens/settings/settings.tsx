import type { ComponentType } from 'react';
import { NavLink, useParams } from 'react-router';
import type { Operation } from '../../api/client';
import { useSession } from '../../session/session-context';
import { Page } from '../../ui/page';
import { Account } from './account';
import { ApiKeys } from './api-keys';
import { Invitations } from './invitations';
import { Sessions } from './sessions';
import { Users } from './users';
import './settings.css';

interface Section {
  readonly path: string;
  readonly label: string;
  readonly needs: Operation;
  readonly Content: ComponentType;
}

const SECTIONS: readonly Section[] = [
  { path: 'account', label: 'Account', needs: 'changeAccount', Content: Account },
  { path: 'sessions', label: 'Sessions', needs: 'listSessions', Content: Sessions },
  { path: 'users', label: 'Users', needs: 'listUsers', Content: Users },
  { path: 'invitations', label: 'Invitations', needs: 'listInvitations', Content: Invitations },
  { path: 'keys', label: 'API keys', needs: 'listKeys', Content: ApiKeys },
];

/** One's own account, and for admins everybody's access. */
export function Settings() {
  const { section } = useParams();
  const { operations } = useSession().user;
  const sections = SECTIONS.filter(({ needs }) => operations.includes(needs));
  const shown = sections.find(({ path }) => path === section) ?? sections[0];
  return (
    <Page title="Settings">
      <div className="settings">
        <nav aria-label="Settings" className="settings-nav">
          {sections.map(({ path, label }) => (
            <NavLink
              key={path}
              to={`/settings/${path}`}
              className={`nav-link${path === shown?.path ? ' active' : ''}`}
              aria-current={path === shown?.path ? 'page' : undefined}
            >
              {label}
            </NavLink>
          ))}
        </nav>
        <div className="settings-content">{shown === undefined ? null : <shown.Content />}</div>
      </div>
    </Page>
  );
}
