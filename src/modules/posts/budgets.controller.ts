import { Body, Controller, Get, Param, Put } from '@nestjs/common';
import { RequireScope, Tenant } from '../../http/caller.ts';
import { requirePlatform } from '../../http/platform-slug.ts';
import { Problems } from '../../http/problems.ts';
import { BudgetService } from './budget.service.ts';
import { BudgetDto, BudgetListDto, SetBudgetDto } from './budgets.dto.ts';

@Controller('budgets')
export class BudgetsController {
  constructor(private readonly budgets: BudgetService) {}

  /** What this month's posts cost on the platforms that charge for them, and what is left. */
  @Get()
  @RequireScope('social:read')
  async list(@Tenant() tenantId: string): Promise<BudgetListDto> {
    return { data: (await this.budgets.list(tenantId)).map(BudgetDto.from) };
  }

  /** Sets what a month may cost; posts beyond it fail and say so. `platform` as in `twitter`. */
  @Put(':platform')
  @RequireScope('social:admin')
  @Problems({ 404: ['PLATFORM_UNKNOWN'], 409: ['PLATFORM_IS_FREE'] })
  async set(
    @Tenant() tenantId: string,
    @Param('platform') slug: string,
    @Body() { monthlyUsd }: SetBudgetDto,
  ): Promise<BudgetDto> {
    return BudgetDto.from(await this.budgets.set(tenantId, requirePlatform(slug), monthlyUsd));
  }
}
