"""Addresses of goals, the network, and what people can do for each other."""

from django.urls import path

from participants.views import exchange, goals, network

urlpatterns = [
    path("trajectories/<int:pk>/goals/", goals.trajectory_goals, name="trajectory_goals"),
    path("trajectories/<int:pk>/goals/themes/", goals.theme_add, name="theme_add"),
    path("trajectories/<int:pk>/goals/order/", goals.themes_rank, name="themes_rank"),
    path("trajectories/<int:pk>/goals/new/", goals.goal_add, name="goal_add"),
    path("themes/<int:pk>/", goals.theme_edit, name="theme_edit"),
    path("themes/<int:pk>/close/", goals.theme_close, name="theme_close"),
    path("themes/<int:pk>/reopen/", goals.theme_reopen, name="theme_reopen"),
    path("goals/<int:pk>/", goals.goal_edit, name="goal_edit"),
    path("goals/<int:pk>/close/", goals.goal_close, name="goal_close"),
    path("goals/<int:pk>/reopen/", goals.goal_reopen, name="goal_reopen"),
    path("goals/<int:pk>/tasks/", goals.task_add, name="task_add"),
    path("tasks/<int:pk>/", goals.task_edit, name="task_edit"),
    path("tasks/<int:pk>/tick/", goals.task_tick, name="task_tick"),
    path("tasks/<int:pk>/drop/", goals.task_drop, name="task_drop"),
    path("tasks/<int:pk>/reopen/", goals.task_reopen, name="task_reopen"),
    path("trajectories/<int:pk>/network/", network.trajectory_network, name="trajectory_network"),
    path("trajectories/<int:pk>/network/new/", network.network_add, name="network_add"),
    path("network/<int:pk>/", network.network_edit, name="network_edit"),
    path("network/<int:pk>/end/", network.network_end, name="network_end"),
    path("trajectories/<int:pk>/exchange/", exchange.trajectory_exchange, name="trajectory_exchange"),
    path("trajectories/<int:pk>/exchange/new/", exchange.exchange_add, name="exchange_add"),
    path("exchange/", exchange.exchange, name="exchange"),
    path("exchange/<int:pk>/", exchange.exchange_edit, name="exchange_edit"),
    path("exchange/<int:pk>/end/", exchange.exchange_end, name="exchange_end"),
    path("exchange/<int:pk>/match/", exchange.exchange_match, name="exchange_match"),
    path("exchange/<int:pk>/unmatch/", exchange.exchange_unmatch, name="exchange_unmatch"),
]
