import { platforms, type Platform } from '../../shared/platform.ts';
import { texts } from '../../shared/texts/console-texts.ts';
import { Filters, FilterSelect } from '../shell/filter-select.tsx';
import { listStates, type ListFilter } from './list-filter.ts';

const words = texts.connections;

const platformOptions: { value: Platform | 'ALL'; label: string }[] = [
  { value: 'ALL', label: words.allPlatforms },
  ...platforms.map((value) => ({ value, label: texts.words.platforms[value] })),
];
const stateOptions = listStates.map((value) => ({ value, label: words.states[value] }));

export function ConnectionFilters({
  filter,
  onChange,
}: {
  filter: ListFilter;
  onChange: (next: ListFilter) => void;
}) {
  return (
    <Filters label={words.filters}>
      <FilterSelect
        label={words.platform}
        value={filter.platform ?? 'ALL'}
        options={platformOptions}
        onChange={(chosen) => onChange({ ...filter, platform: chosen === 'ALL' ? null : chosen })}
      />
      <FilterSelect
        label={words.state}
        value={filter.state}
        options={stateOptions}
        onChange={(state) => onChange({ ...filter, state })}
      />
    </Filters>
  );
}
