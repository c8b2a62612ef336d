import { Kbd, Menu, UnstyledButton, useComputedColorScheme, useMantineColorScheme } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { ChevronsUpDown, LogOut, Moon, Search, Sun, UserRound } from 'lucide-react';
import { NavLink, useNavigate } from 'react-router';
import { enterAs, signOut } from '../api/session-queries';
import { useSession } from '../session/session-context';
import { ROLE_LABELS } from '../words/roles';
import { usePlaces } from './places';

interface SidebarProps {
  readonly connected: boolean;
  readonly openPalette: () => void;
}

/** Where one is and can go; on a phone a bar at the bottom. */
export function Sidebar({ connected, openPalette }: SidebarProps) {
  const places = usePlaces();
  return (
    <header className="sidebar">
      <div className="sidebar-top">
        <NavLink to="/today" className="brand" aria-label="Leadline, Today">
          <img src="/mark.svg" alt="" width={22} height={22} />
          <span>Leadline</span>
        </NavLink>
        <LiveMark connected={connected} />
      </div>
      <UnstyledButton className="search-button" onClick={openPalette}>
        <Search size={14} aria-hidden />
        <span>Search</span>
        <Kbd size="xs" aria-hidden>
          {/Mac|iPhone/.test(navigator.userAgent) ? '⌘' : 'Ctrl'} K
        </Kbd>
      </UnstyledButton>
      <nav aria-label="Main">
        {places.map(({ to, label, icon: Icon, key }) => (
          <NavLink key={to} to={to} className="nav-link" aria-keyshortcuts={`g ${key}`}>
            <Icon size={16} strokeWidth={1.8} aria-hidden />
            <span>{label}</span>
          </NavLink>
        ))}
      </nav>
      <UserMenu />
    </header>
  );
}

function LiveMark({ connected }: { readonly connected: boolean }) {
  return (
    <span className={`live${connected ? ' live-on' : ''}`} role="status">
      <span className="live-dot" aria-hidden />
      {connected ? 'Live' : 'Connecting'}
    </span>
  );
}

function UserMenu() {
  const { user } = useSession();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const { setColorScheme } = useMantineColorScheme();
  const scheme = useComputedColorScheme('light');
  const leave = async (): Promise<void> => {
    await signOut();
    enterAs(queries, null);
  };
  return (
    <Menu position="top-start" width={210} shadow="md">
      <Menu.Target>
        <UnstyledButton className="user-button">
          <span className="avatar" aria-hidden>
            {initials(user.name)}
          </span>
          <span className="user-names">
            <span className="visually-hidden">Account of</span>
            <span className="truncate">{user.name}</span>
            <span className="faint truncate">{ROLE_LABELS[user.role]}</span>
          </span>
          <ChevronsUpDown size={14} aria-hidden />
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item leftSection={<UserRound size={14} />} onClick={() => void navigate('/settings')}>
          Account
        </Menu.Item>
        <Menu.Item
          leftSection={scheme === 'dark' ? <Sun size={14} /> : <Moon size={14} />}
          onClick={() => setColorScheme(scheme === 'dark' ? 'light' : 'dark')}
        >
          {scheme === 'dark' ? 'Light appearance' : 'Dark appearance'}
        </Menu.Item>
        <Menu.Divider />
        <Menu.Item leftSection={<LogOut size={14} />} onClick={() => void leave()}>
          Sign out
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

const initials = (name: string): string =>
  name
    .split(/\s+/)
    .slice(0, 2)
    .map((word) => word.charAt(0).toUpperCase())
    .join('');
