"""What the screen promises about Chinese. Every sentence here was written for this file."""

import pytest

from app.core.safety.screen import Kind, Level, assess

WISHES = """
我想死
我真的好想死啊
活着没意思，想死
有时候会有想死的念头
脑子里一直有想死的想法，控制不住
我不想活了
我真的不想再活下去了
我活不下去了
我没有活下去的勇气了
我找不到活下去的理由
活够了
我对这个世界厌烦了，不想活在这个世上
死了算了
死了就解脱了
是不是我死了大家就都轻松了
我死了才好
如果我死了就不用再难受了
活着还不如死了
我还不如死了好
一了百了吧
真希望明天不要醒来，希望我一睡不醒
我只想永远睡过去不再醒来
我该死，我不配活着，我应该去死
为什么死的不是我，让我死吧
我想离开这个世界
我想自杀
我有自杀倾向，怎么办
最近总是冒出自杀的念头
我想结束自己的生命
我想结束自己
我想了结这一生
好想从楼上跳下去
我想跳楼
我想上吊
想安乐死
有没有不痛苦的死法
怎么自杀才不疼
怎样才能死得快一点
我又自残了
我忍不住想割腕
难受的时候我就用刀划自己
我会打自己耳光，用头撞墙
我一难过就掐自己，咬自己
看到自己流血我才觉得舒服
我想死但是又不敢死
我不敢自杀，可是真的撑不住了
我不是开玩笑，我想自杀
我忍不住想死
怎么才能不想死
我一直在想死的事，我想去死
寻死的心都有了
我想轻生
考不上我就去死
和他分手以后我每天都想死
孩子们都睡了，我一个人坐着，只想死
他不要我了，我不想活了
我没有勇气活下去
我想把自己杀了
真想一头撞死自己
昨天我差一点就跳下去了
如果不是因为孩子，我早就死了
我要死给你们看
想重新投胎
我想结束这一切
死了比活着好
我死了会有人难过吗
我死了他们才会后悔
怎么还不死，我真没用
为什么我还没死
脑子里全是死的念头
不知道怎么活下去
只有死才能解脱
""".strip().splitlines()

TRADITIONAL = """
我想死
我不想活著了
我真的不想再活下去了
我想自殺
我想結束自己的生命
我活不下去了
死了就解脫了
我想離開這個世界
我又割腕了
有沒有不會痛的死法
希望我一睡不醒
沒有活下去的勇氣
""".strip().splitlines()

EVASIVE = """
我想紫砂
我想自sha
好想zisha
我想zi sha
我想自鲨
想四了
我想四
好想似啊，想似了
想鼠了
想亖
不如四了算了
我xiang si
我想si
不想huo了
8想活了
我想 自 杀
我想自*杀
我想自.杀
我真的想/死
我想\u200b自\u200b杀
我想去💀
昨晚又割wan了
我又自can了
我想跳lou
我想死😭😭😭
😔不想活了🙏
我想死！！！！！！
我ｘｉａｎｇ　ｓｉ
""".strip().splitlines()

NEAR = """
我今晚就去自杀
我现在就想自杀
我明天就去跳楼
我已经决定自杀了
我准备好去死了
我已经写好遗书了
遗书写好了
我攒了很多安眠药，我不想活了
安眠药已经买好了
刀片就在手边，我想死
我站在天台上
我站在楼顶，想跳下去
我坐在窗台外面，跳下去就结束了
我吃了一整瓶安眠药
我刚才吞了三十片安定
我把安眠药全吃了
我喝了农药
我已经割了手腕，血止不住
吃多少安眠药会死
从几楼跳下去会死
割腕要多久会死
从六楼跳下去会死吗
割腕和跳楼哪个死得快
再见了，这个世界
永别了
来世再见
这是我最后一次和你说话了
等你看到这条消息我已经不在了
后事我都安排好了，我安排好后事了
我计划好怎么死了
我打算今晚吃安眠药自杀
我定好日子了，下周三自杀
我就在楼顶，准备跳了
马上就要跳了
我要跳了，别报警
我明天就見不到太陽了，今晚我要自殺
""".strip().splitlines()

EVERYDAY = """
今天累死了
笑死我了
热死了，想吃冰
饿死了，有什么吃的
作业多得烦死了
我快被他气死了
想死你了
我想死你啦宝贝
想死我妈做的菜了
热得想死
尴尬得我想死
打死我也不去
他是我的死党
我陷入了死循环
我还是不死心
这个程序又死机了
周末去玩狼人杀
我们去玩剧本杀吧
这部电影杀青了
杀鸡儆猴是什么意思
菜市场的鱼死贵死贵的
紫砂壶怎么养
商场跳楼价大甩卖
考研要死记硬背吗
我怕死
我害怕死亡
我的猫死了，我很难过
我的狗死了没人理解我
爷爷死了以后没人陪奶奶
花死了才知道要浇水
奶奶去世了，我很想她
爸爸上个月走了，我还没缓过来
失业了，房贷压力好大
分手了，心里空落落的
我好难过，一直在哭
最近压力很大，晚上睡不着
我很焦虑，考试要挂科了
我不想上班了
我不想活动，就想躺着
生活不下去，想换个城市
我想四处走走
我想去四川
下午要四点了
他们想似乎也对
我想消失几天去旅行，谁也不联系
我觉得自己不够好，很自卑
这件事伤害了我的自尊
不小心切菜切到手了
感冒了，吃了两片布洛芬
今晚去楼顶看星星，站在天台上看风景
买了木炭周末去烧烤
累得要死
我打了自己孩子，很后悔
这剧情让我想去世
我想结束这段关系
我不想活成别人期待的样子
今天去买了药，感冒好多了
快期末了，死线快到了
我把自己的学习计划写好了
再见，下次聊
谢谢你，再见
我要开始新的生活，好好活下去
""".strip().splitlines()

DENIED = """
我不想死
我没想过死
我没有自杀的想法
我从来没有想过自杀
我不会自杀的，你放心
我并不想死，只是很累
我没有想死，就是难过
我现在不想死了，想好好活着
我绝不会去自杀
我不会伤害自己
""".strip().splitlines()

ABOUT_OTHERS = """
我朋友想自杀，我该怎么劝她
我的闺蜜说她不想活了
他说他想死
我同学昨天割腕了
我妈妈总说不想活了
我有个朋友有自杀倾向
邻居家的孩子自杀了
我男朋友说要自杀
""".strip().splitlines()

OVERCOME = """
我以前想过自杀，现在已经好多了
曾经想死，现在不会再想了
小时候有过自杀的念头，后来走出来了
以前不想活，现在挺好的
""".strip().splitlines()

FICTION = """
我在读《自杀论》
这部电影里的主角想自杀
《死亡诗社》很好看
小说里的女主最后想死
""".strip().splitlines()


@pytest.mark.parametrize("text", WISHES + TRADITIONAL + EVASIVE)
def test_a_wish_to_die_or_to_hurt_oneself_is_heard(text: str) -> None:
    assert assess(text).level >= Level.HIGH


@pytest.mark.parametrize("text", NEAR)
def test_plans_means_and_attempts_are_imminent(text: str) -> None:
    assert assess(text).level is Level.IMMINENT


@pytest.mark.parametrize("text", EVERYDAY)
def test_sorrow_and_everyday_speech_raise_no_alarm(text: str) -> None:
    assert assess(text).level < Level.HIGH


@pytest.mark.parametrize("text", DENIED)
def test_a_denial_is_no_alarm(text: str) -> None:
    assert assess(text).level < Level.HIGH


@pytest.mark.parametrize("text", ABOUT_OTHERS)
def test_worry_about_somebody_else_is_a_concern(text: str) -> None:
    assert assess(text).level is Level.CONCERN


@pytest.mark.parametrize("text", OVERCOME)
def test_what_is_overcome_is_a_concern_at_most(text: str) -> None:
    assert assess(text).level <= Level.CONCERN


@pytest.mark.parametrize("text", FICTION)
def test_titles_and_stories_raise_no_alarm(text: str) -> None:
    assert assess(text).level < Level.HIGH


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("我想死", Kind.PASSIVE_IDEATION),
        ("我想自杀", Kind.ACTIVE_INTENT),
        ("吃多少安眠药会死", Kind.PLAN_OR_MEANS),
        ("我刚吞了三十片安眠药", Kind.ATTEMPT),
        ("我又割手臂了", Kind.SELF_HARM),
        ("我想杀了他", Kind.HARM_TO_OTHERS),
        ("老公喝醉了又打我", Kind.ABUSE_SUFFERED),
        ("我吃完就去催吐", Kind.EATING_DISORDER),
        ("有个声音一直命令我", Kind.PSYCHOSIS_OR_MANIA),
    ],
)
def test_the_kind_of_worry_is_named(text: str, kind: Kind) -> None:
    assert kind in assess(text).kinds


@pytest.mark.parametrize(
    "text", ["活着好累", "活着没有意义", "看不到希望", "撑不下去了", "我是家里的累赘"]
)
def test_hopelessness_is_a_concern_at_least(text: str) -> None:
    assert assess(text).level >= Level.CONCERN
