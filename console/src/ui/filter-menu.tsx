import { Checkbox, Popover, TextInput, UnstyledButton } from '@mantine/core';
import { ChevronDown } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import './filter-menu.css';

export interface Choice {
  readonly value: string;
  readonly label: string;
  readonly shown?: ReactNode;
}

interface FilterMenuProps {
  readonly label: string;
  readonly choices: readonly Choice[];
  readonly chosen: readonly string[];
  readonly onChange: (chosen: readonly string[]) => void;
}

/** From how many choices on one can type to find one. */
const MANY = 12;

/** Alternatives of a filter: any of the ticked ones. */
export function FilterMenu({ label, choices, chosen, onChange }: FilterMenuProps) {
  const [typed, setTyped] = useState('');
  const shown = choices.filter((choice) => choice.label.toLowerCase().includes(typed.toLowerCase()));
  const toggle = (value: string): void =>
    onChange(chosen.includes(value) ? chosen.filter((one) => one !== value) : [...chosen, value]);
  return (
    <Popover position="bottom-start" shadow="md" radius="md" trapFocus width={230} onClose={() => setTyped('')}>
      <Popover.Target>
        <UnstyledButton className={`filter${chosen.length > 0 ? ' filter-on' : ''}`}>
          {label}
          {chosen.length > 0 ? <span className="filter-chosen">{summary(choices, chosen)}</span> : null}
          <ChevronDown size={13} aria-hidden />
        </UnstyledButton>
      </Popover.Target>
      <Popover.Dropdown p={8} aria-label={label}>
        {choices.length > MANY ? (
          <TextInput
            aria-label={`Find in ${label}`}
            placeholder="Find …"
            size="xs"
            mb={6}
            value={typed}
            onChange={(event) => setTyped(event.currentTarget.value)}
          />
        ) : null}
        <div className="filter-choices">
          {shown.map((choice) => (
            <Checkbox
              key={choice.value}
              size="xs"
              label={choice.shown ?? choice.label}
              checked={chosen.includes(choice.value)}
              onChange={() => toggle(choice.value)}
            />
          ))}
          {shown.length === 0 ? <span className="faint">Nothing found</span> : null}
        </div>
        {chosen.length > 0 ? (
          <UnstyledButton className="filter-clear" onClick={() => onChange([])}>
            Clear
          </UnstyledButton>
        ) : null}
      </Popover.Dropdown>
    </Popover>
  );
}

const summary = (choices: readonly Choice[], chosen: readonly string[]): string => {
  const [first] = chosen;
  if (chosen.length > 1) return String(chosen.length);
  return choices.find(({ value }) => value === first)?.label ?? first ?? '';
};
